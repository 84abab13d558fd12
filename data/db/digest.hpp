// SM3 (GB/T 32905-2016), the digest of the journal chain and of canonical rows. The one wrapper of OpenSSL's
// digests. Not for passwords. Not thread safe: one object, one thread.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace anxin {

using Digest = std::array<std::uint8_t, 32>;

class Sm3 {
 public:
  Sm3();
  ~Sm3();
  Sm3(Sm3&& other) noexcept;
  Sm3& operator=(Sm3&& other) noexcept;
  Sm3(const Sm3&) = delete;
  Sm3& operator=(const Sm3&) = delete;

  void update(std::string_view bytes);
  // The digest of everything fed so far; the object starts anew.
  [[nodiscard]] Digest finish();

 private:
  void* context_ = nullptr;  // EVP_MD_CTX
};

[[nodiscard]] Digest sm3(std::string_view bytes);
[[nodiscard]] std::string to_hex(const Digest& digest);         // 64 lower-case digits
[[nodiscard]] std::string_view as_bytes(const Digest& digest);  // a view of the 32 bytes

}  // namespace anxin
