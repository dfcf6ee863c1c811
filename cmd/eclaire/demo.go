package main

import "errors"

type demoCmd struct {
	Out string `help:"Folder for documents and pictures." default:"demo" placeholder:"DIR" type:"path"`
}

func (d demoCmd) Run(p *program, c *cli) error { return errors.New("not yet") }
