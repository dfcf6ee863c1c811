; The installer for Windows, for the whole machine. .ci/package/windows makes it.
;
;   eclaire-VERSION-setup.exe [/S] [/D=C:\a\folder]
;
; /S asks nothing and shows nothing; /D comes last, without quotes. Exit codes:
;   0  installed
;   1  somebody said no
;   2  a file could not be written: no room, or no rights
;   3  this Windows is too old
;   4  the program runs
;   5  a newer version is installed
;   6  it is installed in another folder
; Whatever is not 0 has left the version that was there.

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include FileFunc.nsh

Target amd64-unicode
Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel admin
SetCompressor /SOLID lzma
SetDateSave off
AllowSkipFiles off
OutFile "${OUT}"
Name "Éclairé"
BrandingText "Éclairé ${VERSION}"
InstallDir ""

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "Éclairé"
VIAddVersionKey /LANG=0 "CompanyName" "Éclairé"
VIAddVersionKey /LANG=0 "FileDescription" "Éclairé ${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT licence"

!define APPS "Software\Microsoft\Windows\CurrentVersion\Uninstall\Eclaire"
!define CALLED "Software\Microsoft\Windows\CurrentVersion\App Paths\eclaire.exe"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "$(welcome)"
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_PRE where
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "$(done)"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "$(gone)"
!insertmacro MUI_UNPAGE_FINISH

; The first one serves where Windows speaks neither.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "French"

!macro say name english french
	LangString ${name} ${LANG_ENGLISH} "${english}"
	LangString ${name} ${LANG_FRENCH} "${french}"
!macroend
!insertmacro say welcome "Version ${VERSION}, for all accounts of this machine. Back up first where an earlier version is in use (eclaire archive backup), and close Éclairé.$\r$\n$\r$\nArchive, documents, keys and settings are not touched." "Version ${VERSION}, pour tous les comptes de cette machine. Si une version précédente est en service, faites d’abord une sauvegarde (eclaire archive backup) et fermez Éclairé.$\r$\n$\r$\nL’archive, les documents, les clés et les réglages ne sont pas touchés."
!insertmacro say old "Éclairé needs Windows 10 or later, of 64 bits." "Éclairé a besoin de Windows 10 ou d’une version plus récente, en 64 bits."
!insertmacro say runs "Éclairé (eclaire.exe) is open. Close it, on every session of this machine, then try again." "Éclairé (eclaire.exe) est ouvert. Fermez-le, dans toutes les sessions de cette machine, puis réessayez."
!insertmacro say newer "A newer version of Éclairé, $was, is installed. Version ${VERSION} refuses an archive that the newer one has brought to its own form, and leaves it as it is. Install ${VERSION} all the same?" "Une version plus récente d’Éclairé, $was, est installée. La version ${VERSION} refuse une archive que la plus récente a mise à son propre format, et la laisse telle quelle. Installer quand même ${VERSION} ?"
!insertmacro say elsewhere "Éclairé is installed in $old. Remove it there first; its data stays." "Éclairé est installé dans $old. Retirez-le d’abord de là ; ses données restent."
!insertmacro say unwritten "The files could not be written: is there room on the disk, and may this account write there? The version that was there still is." "Les fichiers n’ont pas pu être écrits : reste-t-il de la place sur le disque, et ce compte a-t-il le droit d’y écrire ? La version qui était là y est encore."
!insertmacro say done "Éclairé is in the Start menu. Commands such as “eclaire archive init” are typed in a console opened in$\r$\n$INSTDIR" "Éclairé est dans le menu Démarrer. Les commandes comme « eclaire archive init » se tapent dans une console ouverte dans$\r$\n$INSTDIR"
!insertmacro say gone "The program is gone. Archive, documents, keys and settings are left:$\r$\n$\r$\n%LocalAppData%\eclaire and %AppData%\eclaire of each account,$\r$\n$APPDATA\eclaire for the machine,$\r$\nand the folders that the settings name." "Le programme est retiré. L’archive, les documents, les clés et les réglages restent :$\r$\n$\r$\n%LocalAppData%\eclaire et %AppData%\eclaire de chaque compte,$\r$\n$APPDATA\eclaire pour la machine,$\r$\net les dossiers que nomment les réglages."

Var was ; the version that is installed
Var old ; its folder
Var runs

; end says something, unless the installer is silent, and ends it.
!macro end text code
	MessageBox MB_OK|MB_ICONSTOP "$(${text})" /SD IDOK
	SetErrorLevel ${code}
	Quit
!macroend

; running refuses while the program runs: Windows lets nobody write to it then. Nor does
; it where there are no rights.
!macro running
	StrCpy $runs 1
	${While} $runs = 1
		StrCpy $runs 0
		${If} ${FileExists} "$INSTDIR\eclaire.exe"
			System::Call 'kernel32::CreateFileW(w "$INSTDIR\eclaire.exe", i 0x40000000, i 0, p 0, i 3, i 0, p 0) p .r0 ? e' ; to write, alone
			Pop $1
			${If} $0 <> -1
				System::Call 'kernel32::CloseHandle(p r0)'
			${ElseIf} $1 = 32 ; somebody uses it
				StrCpy $runs 1
				${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(runs)" /SD IDCANCEL IDCANCEL`
					SetErrorLevel 4
					Quit
				${EndIf}
			${Else}
				!insertmacro end unwritten 2
			${EndIf}
		${EndIf}
	${EndWhile}
!macroend

; put writes a file beside its place, and has it on the disk before anything is
; replaced.
!macro put name
	ClearErrors
	File "/oname=${name}.new" "${FROM}/${name}"
	${If} ${Errors}
		Call unwritten
	${EndIf}
	StrCpy $1 "$INSTDIR\${name}.new"
	Call flush
!macroend

; place puts it there, in one step.
!macro place name
	System::Call 'kernel32::MoveFileExW(w "$INSTDIR\${name}.new", w "$INSTDIR\${name}", i 9) i .r0' ; replacing, written through
	${If} $0 = 0
		Call unwritten
	${EndIf}
!macroend

!macro each do
	!insertmacro ${do} eclaire.exe
	!insertmacro ${do} eclaire.com
	!insertmacro ${do} README.txt
	!insertmacro ${do} LICENSE.txt
	!insertmacro ${do} LICENSE-font.txt
	!insertmacro ${do} LICENSE-colour-profile.txt
!macroend

; forget takes away what was written and not put in its place.
!macro forget name
	Delete "$INSTDIR\${name}.new"
!macroend

Function flush
	System::Call 'kernel32::CreateFileW(w r1, i 0x40000000, i 1, p 0, i 3, i 0, p 0) p .r0'
	System::Call 'kernel32::FlushFileBuffers(p r0) i .r2'
	System::Call 'kernel32::CloseHandle(p r0)'
	${If} $2 = 0
		Call unwritten
	${EndIf}
FunctionEnd

Function unwritten
	Call forgetAll
	!insertmacro end unwritten 2
FunctionEnd

Function forgetAll
	!insertmacro each forget
	Delete "$INSTDIR\uninstall.exe.new"
	SetOutPath "$TEMP" ; nobody stands in the folder any more
	RMDir "$INSTDIR" ; if nothing was there
FunctionEnd

Function .onInstFailed
	Call forgetAll
FunctionEnd

Function .onInit
	${IfNot} ${AtLeastWin10} ; of 64 bits, or this would not run
		!insertmacro end old 3
	${EndIf}
	SetRegView 64
	SetShellVarContext all
	ReadRegStr $was HKLM "${APPS}" "DisplayVersion"
	ReadRegStr $old HKLM "${APPS}" "InstallLocation"
	${IfNot} ${FileExists} "$old\eclaire.exe"
		StrCpy $old ""
		StrCpy $was ""
	${EndIf}
	${If} $INSTDIR == ""
		StrCpy $INSTDIR "$PROGRAMFILES64\Eclaire"
		${If} $old != ""
			StrCpy $INSTDIR $old
		${EndIf}
	${EndIf}
	${If} $old != ""
	${AndIf} $old != $INSTDIR
		!insertmacro end elsewhere 6
	${EndIf}
	${If} $was != ""
		${VersionCompare} "$was" "${VERSION}" $0 ; 1: the first is newer
		${If} $0 = 1
			${If} ${Cmd} `MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(newer)" /SD IDNO IDNO`
				SetErrorLevel 5
				Quit
			${EndIf}
		${EndIf}
	${EndIf}
FunctionEnd

; where asks for the folder only where nothing is installed yet.
Function where
	${If} $old != ""
		Abort
	${EndIf}
FunctionEnd

Section
	SetRegView 64
	SetShellVarContext all
	!insertmacro running
	SetOverwrite try
	ClearErrors
	SetOutPath "$INSTDIR"
	${If} ${Errors}
		Call unwritten
	${EndIf}
	!insertmacro each put
	ClearErrors
	WriteUninstaller "$INSTDIR\uninstall.exe.new"
	${If} ${Errors}
		Call unwritten
	${EndIf}
	StrCpy $1 "$INSTDIR\uninstall.exe.new"
	Call flush
	!insertmacro each place
	!insertmacro place uninstall.exe

	; Everybody may read the settings of the machine, and administrators alone write
	; them: else any account could say what a kiosk runs.
	CreateDirectory "$APPDATA\eclaire"
	nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\eclaire" /setowner *S-1-5-32-544 /T /C /Q'
	Pop $0
	nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\eclaire" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX /Q'
	Pop $0

	CreateShortcut "$SMPROGRAMS\Éclairé.lnk" "$INSTDIR\eclaire.exe"
	WriteRegStr HKLM "${CALLED}" "" "$INSTDIR\eclaire.exe"
	WriteRegStr HKLM "${APPS}" "DisplayName" "Éclairé"
	WriteRegStr HKLM "${APPS}" "DisplayVersion" "${VERSION}"
	WriteRegStr HKLM "${APPS}" "DisplayIcon" "$INSTDIR\eclaire.exe"
	WriteRegStr HKLM "${APPS}" "Publisher" "Éclairé"
	WriteRegStr HKLM "${APPS}" "InstallLocation" "$INSTDIR"
	WriteRegStr HKLM "${APPS}" "UninstallString" '"$INSTDIR\uninstall.exe"'
	WriteRegStr HKLM "${APPS}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
	WriteRegDWORD HKLM "${APPS}" "NoModify" 1
	WriteRegDWORD HKLM "${APPS}" "NoRepair" 1
	${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
	WriteRegDWORD HKLM "${APPS}" "EstimatedSize" $0
SectionEnd

!macro take name
	Delete "$INSTDIR\${name}"
	Delete "$INSTDIR\${name}.new"
!macroend

Section Uninstall
	SetRegView 64
	SetShellVarContext all
	!insertmacro running
	!insertmacro each take
	!insertmacro take uninstall.exe
	SetOutPath "$TEMP"
	RMDir "$INSTDIR"
	Delete "$SMPROGRAMS\Éclairé.lnk"
	DeleteRegKey HKLM "${CALLED}"
	DeleteRegKey HKLM "${APPS}"
	RMDir "$APPDATA\eclaire" ; if no settings are in it
	DetailPrint "$(gone)"
SectionEnd
