package content

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // a logo may be a photograph's format
	_ "image/png"
	"io"

	"golang.org/x/image/draw"

	"eclaire/assets/vector"
	"eclaire/content/textfile"
)

// Logo is the clinic's own picture on its documents: a drawing, or an image.
type Logo struct {
	Drawing *vector.Drawing
	Image   *image.RGBA // on white, opaque
}

// Size is the logo's, in its own units or pixels.
func (l Logo) Size() (width, height float64) {
	if l.Drawing != nil {
		return l.Drawing.Width, l.Drawing.Height
	}
	return float64(l.Image.Rect.Dx()), float64(l.Image.Rect.Dy())
}

// The limits of a logo: of its file, of its pixels as they are read, and as they
// are kept, which is enough for print.
const (
	maxLogoFile   = 4 << 20
	maxLogoPixels = 40_000_000
	logoWidth     = 400
	logoHeight    = 120
)

// The reasons to refuse a logo.
var (
	ErrLogoTooLarge = fmt.Errorf("the logo is larger than %d MB or %d million pixels", maxLogoFile>>20, maxLogoPixels/1_000_000)
	ErrLogoUnknown  = errors.New("the logo is no SVG, PNG or JPEG that can be read")
)

// WithLogo gives the library with a clinic's logo: an SVG of our subset, a PNG
// or a JPEG. Documents show it, so that it counts into the version; the line ends
// of an SVG do not.
func (l *Library) WithLogo(r io.Reader) (*Library, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxLogoFile+1))
	if err != nil {
		return nil, fmt.Errorf("the logo cannot be read: %w", err)
	}
	if len(b) > maxLogoFile {
		return nil, ErrLogoTooLarge
	}
	if isSVG(b) {
		b = textfile.Normal(b)
	}
	logo, err := readLogo(b)
	if err != nil {
		return nil, err
	}
	with := *l
	with.logo = &logo
	sum := sha256.Sum256(append([]byte(l.Version+"\x00logo\x00"), b...))
	with.Version = hex.EncodeToString(sum[:])[:len(l.Version)]
	return &with, nil
}

func isSVG(b []byte) bool { return bytes.Contains(b[:min(len(b), 1024)], []byte("<svg")) }

func readLogo(b []byte) (Logo, error) {
	if isSVG(b) {
		d, err := vector.Parse(b)
		if err != nil {
			return Logo{}, fmt.Errorf("the logo cannot be used: %w", err)
		}
		return Logo{Drawing: &d}, nil
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || config.Width < 1 || config.Height < 1 {
		return Logo{}, ErrLogoUnknown
	}
	if config.Width*config.Height > maxLogoPixels {
		return Logo{}, ErrLogoTooLarge
	}
	img, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		return Logo{}, ErrLogoUnknown
	}
	scale := min(logoWidth/float64(config.Width), logoHeight/float64(config.Height), 1)
	out := image.NewRGBA(image.Rect(0, 0, max(int(float64(config.Width)*scale), 1), max(int(float64(config.Height)*scale), 1)))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.CatmullRom.Scale(out, out.Rect, img, img.Bounds(), draw.Over, nil)
	return Logo{Image: out}, nil
}

// Logo gives the clinic's own, if it has one.
func (l *Library) Logo() (Logo, bool) {
	if l.logo == nil {
		return Logo{}, false
	}
	return *l.logo, true
}
