package main

import (
	"os"
	"runtime"
	"strings"

	"fyne.io/fyne/v2/lang"

	"eclaire/consent"
)

// systemLanguage is the language that the system speaks to its user: French if it
// says so, else English. The environment decides as it does for other commands,
// and where it says nothing, on Windows and macOS, the system's setting.
func systemLanguage() consent.Language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return languageOf(v)
		}
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return languageOf(string(lang.SystemLocale()))
	}
	return consent.English
}

// languageOf reads a locale's name: fr, fr_FR.UTF-8, fr-CA, en_GB, C.
func languageOf(locale string) consent.Language {
	name, _, _ := strings.Cut(strings.ToLower(locale), ".")
	if name == "fr" || strings.HasPrefix(name, "fr_") || strings.HasPrefix(name, "fr-") || strings.HasPrefix(name, "fr@") {
		return consent.French
	}
	return consent.English
}
