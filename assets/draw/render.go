package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
)

// render paints an SVG at a width in pixels, on ground or on nothing when
// ground is nil, with the renderer that the screen uses.
func render(svg []byte, width int, ground color.Color) (*image.RGBA, error) {
	icon, err := oksvg.ReadIconStream(bytes.NewReader(svg))
	if err != nil {
		return nil, fmt.Errorf("failed to read SVG: %w", err)
	}
	height := int(float64(width)*icon.ViewBox.H/icon.ViewBox.W + 0.5)
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	if ground != nil {
		draw.Draw(img, img.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	}
	icon.SetTarget(0, 0, float64(width), float64(height))
	icon.Draw(rasterx.NewDasher(width, height, rasterx.NewScannerGV(width, height, img, img.Bounds())), 1)
	return img, nil
}
