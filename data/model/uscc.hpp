// The unified social credit code (统一社会信用代码) of an organisation: form and check character per GB
// 32100-2015. 18 characters: registering department and category (2), place of registration (6 digits),
// organisation code with its own check (9, GB 11714), check character. Letters I, O, S, V, Z are not used.
// Upper case only: fold before asking. A code that passes is well formed; whether the organisation exists is
// another question.
#pragma once
#include <optional>
#include <string_view>

namespace anxin {

// Check character for the first 17: 31 - sum(value * 3^i mod 31) mod 31. Empty when they are not 17
// characters of the alphabet.
[[nodiscard]] std::optional<char> uscc_check_character(std::string_view first_17);
// 18 characters, digits at 3-8, check character right.
[[nodiscard]] bool is_valid_uscc(std::string_view text);

}  // namespace anxin
