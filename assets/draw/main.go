// Command draw makes the figures and the program's icon from shapes in Go.
//
// It writes assets/figures/*.svg for the screen, assets/print/*.svg for paper
// and assets/icon.png under the module's root; with -png it also renders every
// picture, to be looked at.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"log"
	"os"
	"path/filepath"
	"strings"

	"eclaire/assets/internal/ink"
	"eclaire/assets/spine"
	"eclaire/assets/vector"
)

// The size of every figure, in drawing units.
const (
	width  = 800
	height = 600
)

func main() {
	log.SetFlags(0)
	out := flag.String("out", "assets", "`folder` of the assets package")
	shots := flag.String("png", "", "also render every picture into this `folder`")
	flag.Parse()
	if err := run(*out, *shots); err != nil {
		log.Fatal(err)
	}
}

func run(out, shots string) error {
	files, err := generate()
	if err != nil {
		return err
	}
	for _, folder := range []string{"figures", "print"} {
		if err := os.MkdirAll(filepath.Join(out, folder), 0o755); err != nil {
			return fmt.Errorf("failed to make the folder: %w", err)
		}
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(out, name), data, 0o644); err != nil {
			return fmt.Errorf("failed to write %s: %w", name, err)
		}
	}
	if shots == "" {
		return nil
	}
	return preview(shots)
}

// generate makes every file by its path inside the assets folder.
func generate() (map[string][]byte, error) {
	files := map[string][]byte{}
	for name, paint := range figures {
		files["figures/"+name+".svg"] = figure(paint)
		files["print/"+name+".svg"] = printed(paint)
	}
	icon, err := pngOf(iconSVG(), 512, nil)
	if err != nil {
		return nil, fmt.Errorf("failed to draw the icon: %w", err)
	}
	files["icon.png"] = icon
	return files, nil
}

func figure(paint func(*ink.Canvas)) []byte {
	c := ink.NewCanvas(width, height, 1)
	paint(c)
	return c.SVG()
}

// printStep is the grid of the figures on paper, in units: less than a tenth of
// a millimetre there, where most are 61 mm wide.
const printStep = 1

// printed is a figure for paper.
func printed(paint func(*ink.Canvas)) []byte {
	c := ink.NewPrint(width, height, printStep)
	paint(c)
	return c.SVG()
}

func pngOf(svg []byte, width int, ground color.Color) ([]byte, error) {
	img, err := render(svg, width, ground)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("failed to encode: %w", err)
	}
	return b.Bytes(), nil
}

// preview renders the figures and three states of the spine on the ground
// colour of the screens.
func preview(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("failed to make the folder: %w", err)
	}
	pictures := map[string][]byte{
		"spine": spine.SVG(nil, ""),
		"spine-states": spine.SVG(spine.States{"T7": spine.OldFracture, "T8": spine.OldFracture, "T11": spine.Cemented,
			"T12": spine.ToTreat, "L1": spine.ToTreat, "L3": spine.Cemented, "S": spine.ToTreat}, "L1"),
		"spine-sacrum": spine.SVG(spine.States{"S": spine.Cemented, "T1": spine.ToTreat}, "S"),
		"icon":         iconSVG(),
	}
	for name, paint := range figures {
		pictures[name] = figure(paint)
	}
	for name, svg := range pictures {
		d, err := vector.Parse(marked(svg))
		if err != nil {
			return fmt.Errorf("failed to render %s: %w", name, err)
		}
		for _, who := range []vector.Person{vector.Woman, vector.Man} {
			one := d.For(who)
			if who == vector.Man && len(one.Shapes) == len(d.For("").Shapes) { // nobody in it
				continue
			}
			if err := save(filepath.Join(dir, name+map[vector.Person]string{vector.Man: "-man"}[who]+".png"), one); err != nil {
				return err
			}
		}
	}
	return nil
}

func save(file string, d vector.Drawing) error {
	img := image.NewRGBA(image.Rect(0, 0, 800, int(800*d.Height/d.Width)))
	draw.Draw(img, img.Rect, image.NewUniform(color.NRGBA{0xFA, 0xF8, 0xF4, 0xFF}), image.Point{}, draw.Src)
	draw.Draw(img, img.Rect, d.Render(img.Rect.Dx(), img.Rect.Dy()), image.Point{}, draw.Over)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return fmt.Errorf("failed to encode %s: %w", file, err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("failed to write %s: %w", file, err)
	}
	return nil
}

// marked is the SVG with a disc where each anchor is, the size of a number.
func marked(svg []byte) []byte {
	d, err := vector.Parse(svg)
	if err != nil {
		return svg
	}
	c := ink.NewCanvas(d.Width, d.Height, 1)
	for id, a := range d.Anchors {
		if strings.Contains(id, ".") { // a way, not a place for words
			continue
		}
		c.Draw(ink.Circle(ink.Pt(a), 24), ink.White, ink.Text, 4)
	}
	return bytes.Replace(svg, []byte("</svg>"), append(c.Fragment(), "</svg>"...), 1)
}
