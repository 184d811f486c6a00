#include "CShim.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

struct wenbao_hmac_key {
  EVP_MAC_CTX *context;
};

wenbao_hmac_key *wenbao_hmac_key_create(const uint8_t *octets, size_t count) {
  EVP_MAC *algorithm = EVP_MAC_fetch(NULL, "HMAC", NULL);
  EVP_MAC_CTX *context = algorithm == NULL ? NULL : EVP_MAC_CTX_new(algorithm);
  EVP_MAC_free(algorithm);
  char digest[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_end(),
  };
  wenbao_hmac_key *key = OPENSSL_malloc(sizeof *key);
  if (key == NULL || context == NULL || EVP_MAC_init(context, octets, count, parameters) != 1) {
    EVP_MAC_CTX_free(context);
    OPENSSL_free(key);
    return NULL;
  }
  key->context = context;
  return key;
}

void wenbao_hmac_key_free(wenbao_hmac_key *key) {
  if (key == NULL) return;
  EVP_MAC_CTX_free(key->context);
  OPENSSL_free(key);
}

/* The key's own context is only copied from, so that threads share it. */
int wenbao_hmac(
    const wenbao_hmac_key *key, const uint8_t *octets, size_t count, uint8_t *digest) {
  enum { digest_octets = 32 };
  EVP_MAC_CTX *context = EVP_MAC_CTX_dup(key->context);
  size_t written = 0;
  int done = context != NULL && EVP_MAC_update(context, octets, count) == 1 &&
             EVP_MAC_final(context, digest, &written, digest_octets) == 1 &&
             written == digest_octets;
  EVP_MAC_CTX_free(context);
  return done;
}
