// The words of the interface by key, in both languages, from assets/lang/{zh,en}.json (embedded). A key is
// the same on both sides. Immutable after first use; any thread. Not for the domain's own sentences
// (data/model/describe.hpp, the pack's rules).
#pragma once
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace anxin {

enum class Lang : std::uint8_t { Zh, En };

// "en" is English, anything else Chinese.
[[nodiscard]] Lang lang_of(std::string_view language);
// The text under `key`; the key itself where there is none, so that a gap is seen and not silent.
[[nodiscard]] std::string_view tr(Lang, std::string_view key);
// All keys of one side, ascending.
[[nodiscard]] std::vector<std::string_view> lang_keys(Lang);

// The text with its {} filled in.
template <class... Args>
[[nodiscard]] std::string tr_with(Lang lang, std::string_view key, const Args&... args) {
  return fmt::vformat(tr(lang, key), fmt::make_format_args(args...));
}

}  // namespace anxin
