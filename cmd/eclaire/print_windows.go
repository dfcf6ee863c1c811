package main

import (
	"errors"
	"image"
	"os/exec"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"eclaire/consent/document"
)

// Windows prints no PDF by itself, and the programs that do want a file and show
// it. So pages are drawn by us and go as pictures to the account's default printer:
// no file is written by this program, no window opens. That the system took the
// document is all that is known: whether the paper came out, the queue tells.

// jobName is how the queue names each document: it says nothing of a patient.
const jobName = windowTitle

// pageTime is how long each page may take, besides printTime.
const pageTime = 2 * time.Second

var (
	gdi   = windows.NewLazySystemDLL("gdi32.dll")
	spool = windows.NewLazySystemDLL("winspool.drv")
)

// systemPrinter gives what prints on the default printer; nil where there is none,
// or where it would ask for the name of a file ("Microsoft Print to PDF").
func systemPrinter() func(pdf []byte) error {
	if name, err := defaultPrinter(); err != nil || asksForFile(name) {
		return nil
	}
	return func(pdf []byte) error {
		doc, err := document.Open(pdf)
		if err != nil {
			return errPrint
		}
		var late atomic.Bool
		done := make(chan error, 1)
		go func() { done <- printPages(doc, &late) }()
		select {
		case err := <-done:
			if err != nil {
				return errPrint
			}
			return nil
		case <-time.After(printTime + time.Duration(len(doc.Pages))*pageTime):
			late.Store(true)
			return errPrint
		}
	}
}

var errDevice = errors.New("the printer does not answer")

// printPages sends the pages, unless it becomes too late: then none are printed.
func printPages(doc *document.Document, late *atomic.Bool) (err error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	printer, err := defaultPrinter()
	if err != nil {
		return err
	}
	name := windows.StringToUTF16Ptr(printer)
	dc, _, _ := gdi.NewProc("CreateDCW").Call(uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("WINSPOOL"))), uintptr(unsafe.Pointer(name)), 0, 0)
	if dc == 0 {
		return errDevice
	}
	defer gdi.NewProc("DeleteDC").Call(dc)
	if !positive(gdi.NewProc("StartDocW"), dc, uintptr(unsafe.Pointer(newDocInfo()))) {
		return errDevice
	}
	defer func() {
		if err != nil {
			gdi.NewProc("AbortDoc").Call(dc)
		}
	}()
	s := sheetOf(dc)
	for _, p := range doc.Pages {
		if late.Load() || !positive(gdi.NewProc("StartPage"), dc) || !sendPage(dc, s, p) || !positive(gdi.NewProc("EndPage"), dc) {
			return errDevice
		}
	}
	if late.Load() || !positive(gdi.NewProc("EndDoc"), dc) {
		return errDevice
	}
	return nil
}

// docInfo is DOCINFOW.
type docInfo struct {
	size                   int32
	name, output, datatype *uint16
	kind                   uint32
}

func newDocInfo() *docInfo {
	d := &docInfo{name: windows.StringToUTF16Ptr(jobName)}
	d.size = int32(unsafe.Sizeof(*d))
	return d
}

// sheetOf asks a printer for its paper, by the numbers of GetDeviceCaps.
func sheetOf(dc uintptr) sheet {
	ask := func(across, down uintptr) image.Point {
		caps := gdi.NewProc("GetDeviceCaps")
		x, _, _ := caps.Call(dc, across)
		y, _, _ := caps.Call(dc, down)
		return image.Pt(max(int(int32(x)), 0), max(int(int32(y)), 0))
	}
	const dpiX, dpiY, paperX, paperY, marginX, marginY = 88, 90, 110, 111, 112, 113
	return sheet{dpi: ask(dpiX, dpiY), size: ask(paperX, paperY), margin: ask(marginX, marginY)}
}

// bitmapInfo is BITMAPINFOHEADER.
type bitmapInfo struct {
	size          uint32
	width, height int32
	planes, bits  uint16
	_             [6]uint32
}

// sendPage draws a page on the paper.
func sendPage(dc uintptr, s sheet, p document.Page) bool {
	at, pixels := s.place(p.Width, p.Height)
	if pixels < 1 {
		return false
	}
	bits, size := bitmap(p, pixels)
	info := bitmapInfo{width: int32(size.X), height: int32(size.Y), planes: 1, bits: 24}
	info.size = uint32(unsafe.Sizeof(info))
	const halftone, copying = 4, 0x00cc0020
	gdi.NewProc("SetStretchBltMode").Call(dc, halftone)
	return positive(gdi.NewProc("StretchDIBits"), dc,
		uintptr(at.Min.X), uintptr(at.Min.Y), uintptr(at.Dx()), uintptr(at.Dy()), 0, 0, uintptr(size.X), uintptr(size.Y),
		uintptr(unsafe.Pointer(&bits[0])), uintptr(unsafe.Pointer(&info)), 0, copying)
}

// defaultPrinter names the account's default printer.
func defaultPrinter() (string, error) {
	var name [512]uint16
	n := uint32(len(name))
	ok, _, err := spool.NewProc("GetDefaultPrinterW").Call(uintptr(unsafe.Pointer(&name[0])), uintptr(unsafe.Pointer(&n)))
	if ok == 0 {
		return "", err
	}
	return windows.UTF16ToString(name[:]), nil
}

// asksForFile tells whether a printer is one of those that make files: its port
// asks for a name, in a window that stands before a patient.
func asksForFile(printer string) bool {
	var handle uintptr
	name := windows.StringToUTF16Ptr(printer)
	if ok, _, _ := spool.NewProc("OpenPrinterW").Call(uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&handle)), 0); ok == 0 {
		return false
	}
	defer spool.NewProc("ClosePrinter").Call(handle)
	// PRINTER_INFO_5: the printer's name, its port, and numbers; the texts follow.
	var answer [2048]uintptr
	var need uint32
	if ok, _, _ := spool.NewProc("GetPrinterW").Call(handle, 5, uintptr(unsafe.Pointer(&answer[0])), unsafe.Sizeof(answer), uintptr(unsafe.Pointer(&need))); ok == 0 {
		return false
	}
	port := windows.UTF16PtrToString(*(**uint16)(unsafe.Pointer(&answer[1])))
	runtime.KeepAlive(&answer)
	return port == "PORTPROMPT:" || port == "FILE:"
}

// positive calls what answers with a number above zero, if it went well. What its
// arguments point to stays where it is meanwhile.
//
//go:uintptrescapes
func positive(f *windows.LazyProc, args ...uintptr) bool {
	n, _, _ := f.Call(args...)
	return int32(n) > 0
}

// windowless keeps a command from opening a console before the patient.
func windowless(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NO_WINDOW}
}
