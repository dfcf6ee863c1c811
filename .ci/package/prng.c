/* bcryptprimitives.dll for tests alone: Go asks it for randomness, and the Wine of
 * Debian 12 has none. It is in no package. */

#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size)
{
	return SystemFunction036(data, (ULONG)size);
}
