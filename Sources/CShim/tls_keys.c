#include "tls_keys.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <string.h>

enum { name_octets = 16, aes_octets = 32, mac_octets = 32, iv_octets = 16 };

typedef struct {
  unsigned char name[name_octets];
  unsigned char aes[aes_octets];
  unsigned char mac[mac_octets];
} ticket_key;

struct wenbao_tls_keys {
  pthread_mutex_t lock;
  int holds;
  bool has_previous;
  ticket_key current;
  ticket_key previous;
  EVP_CIPHER *cipher;
};

static bool make_key(ticket_key *key) {
  return RAND_bytes(key->name, name_octets) == 1 && RAND_priv_bytes(key->aes, aes_octets) == 1
      && RAND_priv_bytes(key->mac, mac_octets) == 1;
}

static void destroy(wenbao_tls_keys *keys) {
  EVP_CIPHER_free(keys->cipher);
  pthread_mutex_destroy(&keys->lock);
  OPENSSL_clear_free(keys, sizeof *keys);
}

wenbao_tls_keys *wenbao_tls_keys_create(void) {
  wenbao_tls_keys *keys = OPENSSL_zalloc(sizeof *keys);
  if (keys == NULL) return NULL;
  pthread_mutex_init(&keys->lock, NULL);
  keys->holds = 1;
  keys->cipher = EVP_CIPHER_fetch(NULL, "AES-256-CBC", NULL);
  if (keys->cipher != NULL && make_key(&keys->current)) return keys;
  destroy(keys);
  return NULL;
}

bool wenbao_tls_keys_rotate(wenbao_tls_keys *keys) {
  ticket_key next;
  bool made = make_key(&next);
  if (made) {
    pthread_mutex_lock(&keys->lock);
    keys->previous = keys->current;
    keys->current = next;
    keys->has_previous = true;
    pthread_mutex_unlock(&keys->lock);
  }
  OPENSSL_cleanse(&next, sizeof next);
  return made;
}

void wenbao_tls_keys_hold(wenbao_tls_keys *keys) {
  pthread_mutex_lock(&keys->lock);
  keys->holds += 1;
  pthread_mutex_unlock(&keys->lock);
}

void wenbao_tls_keys_free(wenbao_tls_keys *keys) {
  if (keys == NULL) return;
  pthread_mutex_lock(&keys->lock);
  bool is_last = --keys->holds == 0;
  pthread_mutex_unlock(&keys->lock);
  if (is_last) destroy(keys);
}

/// Copies the key of a name; returns 1, 2 for the one before, 0 for none.
static int find_key(wenbao_tls_keys *keys, const unsigned char *name, ticket_key *key) {
  int found = 0;
  pthread_mutex_lock(&keys->lock);
  if (memcmp(name, keys->current.name, name_octets) == 0) {
    *key = keys->current;
    found = 1;
  } else if (keys->has_previous && memcmp(name, keys->previous.name, name_octets) == 0) {
    *key = keys->previous;
    found = 2;
  }
  pthread_mutex_unlock(&keys->lock);
  return found;
}

static bool set_up_mac(EVP_MAC_CTX *mac, ticket_key *key) {
  char digest[] = "SHA256";
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, key->mac, mac_octets),
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_end(),
  };
  return EVP_MAC_CTX_set_params(mac, parameters) == 1;
}

int wenbao_tls_keys_set_up(
    wenbao_tls_keys *keys, unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher,
    EVP_MAC_CTX *mac, int seals) {
  ticket_key key;
  int found = 1;
  if (seals) {
    pthread_mutex_lock(&keys->lock);
    key = keys->current;
    pthread_mutex_unlock(&keys->lock);
    memcpy(name, key.name, name_octets);
    if (RAND_bytes(iv, iv_octets) != 1) found = -1;
  } else {
    found = find_key(keys, name, &key);
  }
  if (found > 0
      && (EVP_CipherInit_ex(cipher, keys->cipher, NULL, key.aes, iv, seals) != 1
          || !set_up_mac(mac, &key)))
    found = -1;
  OPENSSL_cleanse(&key, sizeof key);
  return found;
}
