//go:build !(linux || freebsd || openbsd || netbsd)

package main

import (
	"context"

	"fyne.io/fyne/v2"
)

// keepFront tells that nothing but the toolkit's own means keep the window in
// front here.
func keepFront(context.Context, fyne.Window) bool { return false }
