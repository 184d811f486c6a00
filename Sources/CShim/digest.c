#include "CShim.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

static CRYPTO_ONCE sha256_once = CRYPTO_ONCE_STATIC_INIT;
static EVP_MD *sha256;

/* Looking the algorithm up takes longer than a short digest does, so it is kept for good. */
static void fetch_sha256(void) { sha256 = EVP_MD_fetch(NULL, "SHA256", NULL); }

int wenbao_sha256(const uint8_t *bytes, size_t count, uint8_t *digest) {
  if (CRYPTO_THREAD_run_once(&sha256_once, fetch_sha256) != 1 || sha256 == NULL) return 0;
  return EVP_Digest(bytes, count, digest, NULL, sha256, NULL);
}
