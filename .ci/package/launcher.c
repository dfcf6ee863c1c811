/* eclaire.com: what somebody gets who types "eclaire" in a console of Windows.
 * eclaire.exe is a program of windows, so that no console opens beside the kiosk;
 * the command processor does not wait for such a one. This one starts it with its
 * own words, waits, and ends with its exit code. */

#include <windows.h>

#define LONGEST 32768

/* Ctrl+C is for the program that is waited for. */
static BOOL WINAPI stay(DWORD event) {
	return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT;
}

/* words gives what stands after the program's own name. */
static const wchar_t *words(const wchar_t *line) {
	BOOL quoted = FALSE;
	while (*line && (quoted || (*line != L' ' && *line != L'\t'))) {
		if (*line == L'"')
			quoted = !quoted;
		line++;
	}
	return line;
}

static wchar_t program[LONGEST], call[LONGEST * 2];

int wmain(void) {
	STARTUPINFOW start = {0};
	PROCESS_INFORMATION process;
	DWORD code = 1;
	DWORD n = GetModuleFileNameW(NULL, program, LONGEST);
	if (n < 4 || n >= LONGEST)
		return 1;
	lstrcpyW(program + n - 3, L"exe");
	lstrcpyW(call, L"\"");
	lstrcatW(call, program);
	lstrcatW(call, L"\"");
	lstrcatW(call, words(GetCommandLineW()));

	start.cb = sizeof start;
	start.dwFlags = STARTF_USESTDHANDLES;
	start.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
	start.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
	start.hStdError = GetStdHandle(STD_ERROR_HANDLE);
	SetConsoleCtrlHandler(stay, TRUE);
	if (!CreateProcessW(program, call, NULL, NULL, TRUE, 0, NULL, NULL, &start, &process))
		return 1;
	WaitForSingleObject(process.hProcess, INFINITE);
	GetExitCodeProcess(process.hProcess, &code);
	return (int)code;
}
