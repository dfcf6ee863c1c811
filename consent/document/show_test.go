package document

import (
	"image/png"
	"os"
	"path/filepath"
	"fmt"
	"testing"
)

func TestShow(t *testing.T) {
	dir := os.Getenv("ECLAIRE_SHOW")
	if dir == "" {
		t.Skip("ECLAIRE_SHOW names no folder")
	}
	for _, s := range samples() {
		d := layout(t, record(t, s))
		if err := Write(filepath.Join(dir, s.name()+".pdf"), d); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d pages", s.name(), len(d.Pages))
		if s.name() == "vertebroplasty-fr-2-A4" {
			for _, p := range d.Pages {
				f, _ := os.Create(filepath.Join(dir, fmt.Sprintf("own-%02d.png", p.Number)))
				png.Encode(f, p.Image(800))
				f.Close()
			}
		}
	}
}
