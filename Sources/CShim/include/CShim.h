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

/// A key of HMAC-SHA-256; threads may share one.
typedef struct wenbao_hmac_key wenbao_hmac_key;

/// Makes a key of `count` octets, which it copies; NULL where OpenSSL failed.
wenbao_hmac_key *wenbao_hmac_key_create(const uint8_t *octets, size_t count);

/// Wipes and frees a key.
void wenbao_hmac_key_free(wenbao_hmac_key *key);

/// Writes the HMAC-SHA-256 of `count` octets to the 32 bytes at `digest`.
/// Returns 1, or 0 when OpenSSL failed (then `digest` is unspecified).
int wenbao_hmac(
    const wenbao_hmac_key *key, const uint8_t *octets, size_t count, uint8_t *digest);

#endif
