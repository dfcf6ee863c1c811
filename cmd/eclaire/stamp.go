package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"eclaire/consent/disk"
	"eclaire/consent/seal"
)

// How long the retries of time stamps wait: first so long, after each failure
// twice as long, at most so long.
const (
	stampTime  = 30 * time.Second // for one answer of the service
	firstRetry = time.Minute
	lastRetry  = 30 * time.Minute
)

// retry stamps what waits, until ctx ends.
func (k *keeper) retry(ctx context.Context) {
	if k.sealer.stamper == nil {
		return
	}
	wait := firstRetry
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		if _, left, _ := k.place.stamp(ctx, k.sealer.stamper); left > 0 {
			wait = min(2*wait, lastRetry)
		} else {
			wait = firstRetry
		}
	}
}

// stampFile appends a time stamp to one document, unless it has one or is not
// there.
func stampFile(ctx context.Context, path string, stamper seal.Stamper) error {
	file, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it was never stored
	}
	if err != nil {
		return errors.New("a document that waits for its time stamp cannot be read")
	}
	if len(seal.Verify(file, seal.Trust{}).Stamps) > 0 {
		return nil
	}
	ctx, stop := context.WithTimeout(ctx, stampTime)
	defer stop()
	stamped, err := seal.AddTimeStamp(ctx, file, stamper)
	if err != nil {
		return err
	}
	if err := disk.WriteFile(path, stamped); err != nil {
		return err
	}
	if back, err := os.ReadFile(path); err != nil || !bytes.Equal(back, stamped) {
		return disk.ErrReadBack
	}
	return nil
}

type stampCmd struct {
	Out string `help:"Folder of finished documents that are plain files. Without it, the archive if there is one." placeholder:"DIR" type:"path"`
}

func (c stampCmd) Run(p *program, g *cli) error {
	s, err := readSettings(g.Settings)
	if err != nil {
		return err
	}
	if s.Seal.TimestampURL == "" {
		return errors.New("the settings name no time stamp service ([seal] timestamp_url)")
	}
	kept, err := s.openStorage(p, c.Out)
	if errors.Is(err, disk.ErrInUse) {
		return fmt.Errorf("%w: the kiosk gets the stamps by itself while it runs", err)
	}
	if err != nil {
		return err
	}
	defer kept.close()
	sealer, err := s.openSealer(time.Now)
	if err != nil {
		return err
	}
	defer sealer.close()
	done, left, err := kept.place.stamp(p.ctx, sealer.stamper)
	fmt.Fprintf(p.stdout, "%d stamped, %d waiting\n", done, left)
	return err
}
