/// The few C functions that Swift cannot call or import itself.
#ifndef WENBAO_CSHIM_H
#define WENBAO_CSHIM_H

#include <stddef.h>
#include <stdint.h>

#include "CShimLinux.h"
#include "CShimTLS.h"

/// Writes the SHA-256 of `count` bytes at `bytes` to the 32 bytes at `digest`.
/// Returns 1, or 0 when OpenSSL failed (then `digest` is unspecified).
int wenbao_sha256(const uint8_t *bytes, size_t count, uint8_t *digest);

#endif
