//go:build !windows

package disk

import "os"

// rename puts a file in the place of another. It is durable once the folder is
// synced.
func rename(from, to string) error { return os.Rename(from, to) }
