/// The ticket keys as a context uses them.
#ifndef WENBAO_TLS_KEYS_H
#define WENBAO_TLS_KEYS_H

#include "CShimTLS.h"

#include <openssl/ssl.h>

/// Takes another hold of the keys.
void wenbao_tls_keys_hold(wenbao_tls_keys *keys);

/// Sets up a ticket's cipher and MAC (RFC 5077 section 4), as OpenSSL's ticket callback asks:
/// returns 1, 2 to renew a ticket of the key before, 0 for a ticket of no key, -1 for a failure.
int wenbao_tls_keys_set_up(
    wenbao_tls_keys *keys, unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher,
    EVP_MAC_CTX *mac, int seals);

#endif
