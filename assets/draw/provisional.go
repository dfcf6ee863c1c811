package main

import (
	"eclaire/assets/internal/bone"
	"eclaire/assets/internal/ink"
)

func init() {
	for name, anchors := range wanted {
		if figures[name] == nil {
			figures[name] = func(c *ink.Canvas) {
				b := bone.Upright(ink.Pt{X: 400, Y: 300}, 320, 240, 240, 0)
				c.Draw(b.Outline(0), ink.Bone, ink.BoneEdge, 6)
				for i, a := range anchors {
					c.Anchor(a, 100+150*float64(i), 60)
				}
			}
		}
	}
}
