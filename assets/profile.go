package assets

import _ "embed"

// SRGB is the colour profile of the documents, as the International Color
// Consortium publishes it (sRGB2014, free to use; see icc/LICENSE).
//
//go:embed icc/sRGB2014.icc
var SRGB []byte
