//go:build !windows

package main

import "runtime"

// machineSettings gives the settings of a machine, for all of its accounts, or "".
func machineSettings() string {
	if runtime.GOOS == "linux" {
		return etcSettings
	}
	return ""
}
