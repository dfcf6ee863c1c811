package main

import "eclaire/assets/internal/ink"

// figures is every picture by its name.
var figures = map[string]func(*ink.Canvas){}
