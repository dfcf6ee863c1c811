package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"eclaire/consent/disk"
)

// kioskSessionCmd switches the kiosk session of the package on and off. The session
// is a service of systemd: an X server with nothing in it but the kiosk, from the
// start of the machine on.
type kioskSessionCmd struct {
	Enable  kioskSessionEnable  `cmd:"" help:"Check that all is there and switch the kiosk session on, from the next start of the machine."`
	Disable kioskSessionDisable `cmd:"" help:"Switch the kiosk session off; one that runs goes on until it is stopped. Nothing of its data is erased."`
	Status  kioskSessionStatus  `cmd:"" help:"Tell whether the kiosk session is on, what it lacks, and where its data are."`
}

type (
	kioskSessionEnable  struct{}
	kioskSessionDisable struct{}
	kioskSessionStatus  struct{}
)

// Run switches the session on.
func (kioskSessionEnable) Run(p *program, c *cli) error {
	m, err := thisMachine(p, c)
	if err != nil {
		return err
	}
	return m.enable()
}

// Run switches the session off.
func (kioskSessionDisable) Run(p *program, c *cli) error {
	m, err := thisMachine(p, c)
	if err != nil {
		return err
	}
	return m.disable()
}

// Run tells how the session stands.
func (kioskSessionStatus) Run(p *program, c *cli) error {
	m, err := thisMachine(p, c)
	if err != nil {
		return err
	}
	m.status()
	return nil
}

// The session's own names.
const (
	kioskUnit    = "eclaire-kiosk.service"
	kioskAccount = "eclaire-kiosk"
	kioskHome    = "/var/lib/eclaire-kiosk"
	// screenHolder is what systemd calls the one service that holds the screen.
	screenHolder = "/etc/systemd/system/display-manager.service"
	powerKeys    = "/etc/systemd/logind.conf.d/50-eclaire-kiosk.conf"
)

// powerKeysText takes the keys away that a patient could press on the machine.
const powerKeysText = `# Written by "eclaire kiosk-session enable", taken away by "disable": the keys of
# the machine do nothing while the kiosk holds the screen. A power key that is held
# down for long still cuts the power.
[Login]
HandlePowerKey=ignore
HandleRebootKey=ignore
HandleSuspendKey=ignore
HandleHibernateKey=ignore
HandleLidSwitch=ignore
IdleAction=ignore
`

// machine is what the session needs of the machine.
type machine struct {
	p    *program
	root string // before every path; "" but in tests
	user int    // who asks
	// has tells whether a program is there.
	has func(name string) bool
	// call runs a program and gives what it said.
	call func(name string, args ...string) (string, error)
}

// thisMachine is the machine that the program runs on.
func thisMachine(p *program, c *cli) (machine, error) {
	if runtime.GOOS != "linux" {
		return machine{}, errors.New("the kiosk session is a service of Linux; here use the system's own kiosk mode (assigned access, single app mode) with: eclaire --kiosk")
	}
	if c.Settings != "" {
		return machine{}, usageError("the kiosk session reads its settings at their usual place alone: put them into " + etcSettings + " and leave --settings out")
	}
	return machine{p: p, user: os.Getuid(),
		has:  func(name string) bool { _, err := exec.LookPath(name); return err == nil },
		call: func(name string, args ...string) (string, error) { return callOut(p.ctx, name, args...) }}, nil
}

// callOut runs a program and gives all that it says.
func callOut(ctx context.Context, name string, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

func (m machine) at(path string) string { return filepath.Join(m.root, path) }

func (m machine) there(path string) bool {
	_, err := os.Lstat(m.at(path))
	return err == nil
}

func (m machine) say(format string, args ...any) { fmt.Fprintf(m.p.stdout, format+"\n", args...) }

// running tells whether systemd runs this machine; in a container it often does not.
func (m machine) running() bool { return m.there("/run/systemd/system") }

// settingsName is the file that the session reads: its account's own, or the
// machine's.
func (m machine) settingsName() string {
	own := m.at(kioskHome + "/.config/eclaire/eclaire.toml")
	return cmp.Or(firstThere([]string{own, m.at(etcSettings)}), m.at(etcSettings))
}

// lacks says what the session needs and has not, in the order in which it is mended;
// nil where it can start.
func (m machine) lacks() error {
	if !m.there("/usr/lib/systemd/system/" + kioskUnit) {
		return errors.New("the kiosk session comes with the Debian package, which is not installed here: make it with `make dist-deb` and install it with apt")
	}
	var missing []string
	for _, tool := range []string{"Xorg", "xinit", "xauth", "openbox", "xset"} {
		if !m.has(tool) {
			missing = append(missing, tool)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("the kiosk session needs %s; install what is missing: sudo apt install xserver-xorg xinit xauth openbox x11-xserver-utils", strings.Join(missing, ", "))
	}
	return m.unsettled()
}

// unsettled says what is wrong with the session's settings.
func (m machine) unsettled() error {
	name := m.settingsName()
	s, err := readSettings(name)
	if err != nil {
		return err
	}
	if s.Kiosk.StaffPIN == "" {
		return fmt.Errorf("the settings %s have no staff PIN, and nobody could leave the kiosk: run `eclaire pin` and put its line there under [kiosk]", name)
	}
	if m.user != 0 {
		return nil // only root can ask as another account
	}
	if said, err := m.call("runuser", "-u", kioskAccount, "--", "/usr/bin/eclaire", "version"); err != nil {
		return fmt.Errorf("the account %s cannot start the program (it must be able to read %s and the files named there): %s", kioskAccount, name, cmp.Or(said, err.Error()))
	}
	return nil
}

// otherHolder names the service that holds the screen already; "" for none or ours.
func (m machine) otherHolder() string {
	to, err := os.Readlink(m.at(screenHolder))
	if err != nil || filepath.Base(to) == kioskUnit {
		return ""
	}
	return filepath.Base(to)
}

// errNotRoot is said to whoever may not change the machine.
func (m machine) errNotRoot(verb string) error {
	if m.user == 0 {
		return nil
	}
	return fmt.Errorf("this changes the machine and needs the administrator: sudo eclaire kiosk-session %s", verb)
}

// enable checks all that the session needs and switches it on. It may be run again.
func (m machine) enable() error {
	if err := m.errNotRoot("enable"); err != nil {
		return err
	}
	if err := m.lacks(); err != nil {
		return err
	}
	if other := m.otherHolder(); other != "" {
		return fmt.Errorf("%s holds the screen of this machine; switch it off first: sudo systemctl disable %s", other, other)
	}
	if err := os.MkdirAll(filepath.Dir(m.at(powerKeys)), 0o755); err != nil {
		return fmt.Errorf("the folder for the settings of the power keys cannot be made: %w", err)
	}
	if err := disk.WriteFile(m.at(powerKeys), []byte(powerKeysText)); err != nil {
		return err
	}
	if err := os.Chmod(m.at(powerKeys), 0o644); err != nil {
		return fmt.Errorf("the settings of the power keys: %w", err)
	}
	if said, err := m.call("systemctl", "enable", kioskUnit); err != nil {
		return fmt.Errorf("systemd did not take the service: %s", cmp.Or(said, err.Error()))
	}
	m.say("The kiosk session is on. It reads %s; its data are in %s.", m.settingsName(), m.at(kioskHome))
	m.sayStart()
	return nil
}

// sayStart says when a session that was switched on begins.
func (m machine) sayStart() {
	if !m.running() {
		m.say("systemd does not run here (a container?): nothing was started. Where it runs, the session begins with the next start of the machine.")
		return
	}
	if target, err := m.call("systemctl", "get-default"); err == nil && target != "graphical.target" {
		m.say("This machine starts without a screen (%s); let it start with one: sudo systemctl set-default graphical.target", target)
	}
	m.say("Start the machine anew: then it begins, and the power keys rest. Or begin now: sudo systemctl start %s", kioskUnit)
}

// disable switches the session off. It may be run again.
func (m machine) disable() error {
	if err := m.errNotRoot("disable"); err != nil {
		return err
	}
	if err := os.Remove(m.at(powerKeys)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the settings of the power keys cannot be taken away: %w", err)
	}
	if said, err := m.call("systemctl", "disable", kioskUnit); err != nil {
		return fmt.Errorf("systemd did not switch the service off: %s", cmp.Or(said, err.Error()))
	}
	m.say("The kiosk session is off. Its data stay in %s.", m.at(kioskHome))
	if m.running() {
		m.say("One that runs goes on; end it, when no patient is there: sudo systemctl stop %s", kioskUnit)
	}
	return nil
}

// status tells how the session stands.
func (m machine) status() {
	to, err := os.Readlink(m.at(screenHolder))
	if err == nil && filepath.Base(to) == kioskUnit {
		m.say("The kiosk session is on: it begins with the start of the machine.")
	} else {
		m.say("The kiosk session is off; switch it on with: sudo eclaire kiosk-session enable")
	}
	if m.running() {
		said, _ := m.call("systemctl", "is-active", kioskUnit) // it fails where the service does not run, and says how it stands
		m.say("Now it is: %s", said)
	} else {
		m.say("systemd does not run here, so that nothing can be said of now.")
	}
	if err := m.lacks(); err != nil {
		m.say("It lacks: %v", err)
	} else {
		m.say("Nothing is missing. Settings: %s", m.settingsName())
	}
	m.say("Data: %s. Messages: journalctl -u %s", m.at(kioskHome), kioskUnit)
}
