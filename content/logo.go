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
	"math"

	"golang.org/x/image/draw"

	"eclaire/assets/vector"
	"eclaire/content/textfile"
)

// Logo is the clinic's own picture on its documents: a drawing, or an image.
type Logo struct {
	Drawing *vector.Drawing
	Image   *image.RGBA // on white, opaque, no larger than print needs
	Notes   []string    // what of it is not drawn, for whoever set it up
}

// Size is the logo's, in its own units or pixels.
func (l Logo) Size() (width, height float64) {
	if l.Drawing != nil {
		return l.Drawing.Width, l.Drawing.Height
	}
	return float64(l.Image.Rect.Dx()), float64(l.Image.Rect.Dy())
}

// Ratio is how many times as wide as high the logo is.
func (l Logo) Ratio() float64 {
	w, h := l.Size()
	return w / h
}

// Fit gives the size at which the logo fills a box without leaving it, whatever its
// ratio is.
func (l Logo) Fit(width, height float64) (w, h float64) {
	if l.Ratio() > width/height {
		return width, width / l.Ratio()
	}
	return height * l.Ratio(), height
}

// The largest box that documents set a logo in, in points.
const (
	LogoWidth  = 180.0
	LogoHeight = 44.0
)

// The limits of a logo: of its file, of its pixels as they are read (a JPEG takes less
// memory than a PNG), and how finely they are kept: more than that no printer shows of a
// picture, and the documents would become large.
const (
	maxLogoFile   = 10 << 20
	maxLogoPixels = 40_000_000
	maxJPEGPixels = 100_000_000
	logoDPI       = 300
)

// The reasons to refuse a logo.
var (
	ErrLogoTooLarge = fmt.Errorf("the logo is larger than %d MB, or than %d million pixels (%d for a JPEG)",
		maxLogoFile>>20, maxLogoPixels/1_000_000, maxJPEGPixels/1_000_000)
	ErrLogoUnknown = errors.New("the logo is no SVG, PNG or JPEG that can be read")
)

// WithLogo gives the library with a clinic's logo: an SVG of plain shapes, a PNG
// or a JPEG, which is made smaller. Documents show it, so that it counts into the version; the line ends
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
	with.readings = &readings{}
	with.logo = &logo
	sum := sha256.Sum256(append([]byte(l.Version+"\x00logo\x00"), b...))
	with.Version = hex.EncodeToString(sum[:])[:len(l.Version)]
	return &with, nil
}

func isSVG(b []byte) bool { return bytes.Contains(b[:min(len(b), 1024)], []byte("<svg")) }

func readLogo(b []byte) (Logo, error) {
	if isSVG(b) {
		return readDrawing(b)
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || config.Width < 1 || config.Height < 1 {
		return Logo{}, ErrLogoUnknown
	}
	most := maxLogoPixels
	if format == "jpeg" {
		most = maxJPEGPixels
	}
	if config.Width > most/config.Height {
		return Logo{}, ErrLogoTooLarge
	}
	img, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		return Logo{}, ErrLogoUnknown
	}
	return Logo{Image: reduced(img)}, nil
}

// readDrawing reads an SVG of our subset; another one as far as it can be drawn.
func readDrawing(b []byte) (Logo, error) {
	if d, err := vector.Parse(b); err == nil {
		return Logo{Drawing: &d}, nil
	}
	d, notes, err := vector.Foreign(b)
	if err != nil {
		return Logo{}, fmt.Errorf("the logo cannot be used: %w", err)
	}
	return Logo{Drawing: &d, Notes: notes}, nil
}

// reduced is an image on white with the pixels that print needs of it, or with its own
// where they are fewer.
func reduced(img image.Image) *image.RGBA {
	size := img.Bounds().Size()
	w, h := float64(size.X), float64(size.Y)
	scale := min(LogoWidth/72*logoDPI/w, LogoHeight/72*logoDPI/h, 1)
	out := image.NewRGBA(image.Rect(0, 0, max(int(math.Round(w*scale)), 1), max(int(math.Round(h*scale)), 1)))
	img = averaged(img, min(int(1/scale/2), size.X, size.Y))
	draw.CatmullRom.Scale(out, out.Rect, img, img.Bounds(), draw.Src, nil)
	return out
}

// averaged puts an image on white, and makes each square of by pixels one. A large one
// is gone through in strips, so that it needs little memory besides its own.
func averaged(img image.Image, by int) *image.RGBA {
	by = max(by, 1)
	b := img.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx()/by, b.Dy()/by))
	strip := image.NewRGBA(image.Rect(0, 0, b.Dx(), by))
	sums := make([]int, 4*out.Rect.Dx())
	for y := range out.Rect.Dy() {
		draw.Draw(strip, strip.Rect, image.White, image.Point{}, draw.Src)
		draw.Draw(strip, strip.Rect, img, image.Pt(b.Min.X, b.Min.Y+y*by), draw.Over)
		clear(sums)
		for row := range by {
			line := strip.Pix[row*strip.Stride:]
			for i := 0; i < len(sums); i += 4 {
				sum := sums[i : i+4 : i+4]
				for range by {
					sum[0], sum[1], sum[2], sum[3] = sum[0]+int(line[0]), sum[1]+int(line[1]), sum[2]+int(line[2]), sum[3]+int(line[3])
					line = line[4:]
				}
			}
		}
		for i, sum := range sums {
			out.Pix[y*out.Stride+i] = uint8((sum + by*by/2) / (by * by))
		}
	}
	return out
}

// Logo gives the clinic's own, if it has one.
func (l *Library) Logo() (Logo, bool) {
	if l.logo == nil {
		return Logo{}, false
	}
	return *l.logo, true
}
