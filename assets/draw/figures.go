package main

import "eclaire/assets/internal/ink"

// figures is every picture by its name; nothing writes to it.
var figures = map[string]func(*ink.Canvas){
	"fracture":     fracture,
	"cleft":        cleft,
	"bone-inside":  boneInside,
	"posture":      posture,
	"question":     question,
	"conservative": conservative,
	"bed-rest":     bedRest,
	"vp-1":         vpTable,
	"vp-2":         vpSkin,
	"vp-3":         vpPedicle,
	"vp-4":         vpCement,
	"vp-5":         vpOut,
	"vp-6":         vpWalk,
	"balloon-1":    balloonIn,
	"balloon-2":    balloonFull,
	"balloon-3":    balloonGone,
	"balloon-4":    balloonFilled,
	"implant":      implant,
	"leak":         leak,
	"nerve":        nerve,
	"embolism":     embolism,
	"infection":    infection,
	"anaesthesia":  anaesthesia,
	"neighbour":    neighbour,
	"sacrum":       sacrum,
	"follow-up":    followUp,
	"alarm":        alarm,
	"cluster":      cluster,
	"balance":      balance,

	"way-conservative": wayConservative,
	"way-cement":       wayCement,
}
