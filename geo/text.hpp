// Bytes to text and back: the rule by which an office's file is read (BOM; else strictly valid UTF-8; else
// strictly valid GB18030; else refused), width folding, and strict UTF-8 checks. Wraps ICU; any thread.
#pragma once
#include <string>
#include <string_view>

#include "geo/error.hpp"

namespace anxin {

enum class Encoding { Utf8, Utf8Bom, Gb18030, Utf16Le, Utf16Be };
struct Decoded {
  std::string utf8;
  Encoding encoding;
};

[[nodiscard]] bool is_valid_utf8(std::string_view bytes);
// The whole of `bytes` as UTF-8 without BOM. Never lossy: refuses with BadInput what is neither.
[[nodiscard]] Result<Decoded> decode(std::string_view bytes);
[[nodiscard]] Result<std::string> encode_gb18030(std::string_view utf8);
// Full-width digits, letters and punctuation to ASCII, ideographic space to space, then trimmed. 《Ａ１　》
// -> A1
[[nodiscard]] std::string fold_width(std::string_view utf8);
// A to Z to small letters, all else as it is: endings of file names, words of formats.
[[nodiscard]] std::string lower_ascii(std::string_view text);
[[nodiscard]] std::size_t count_code_points(std::string_view utf8);
[[nodiscard]] std::string_view name(Encoding);

}  // namespace anxin
