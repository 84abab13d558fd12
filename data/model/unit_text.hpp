// The fields of a response unit as people write them, in a file, on the command line and in a form: its duty
// roster, its functions, its posts' telephones. Each parser is the inverse of its writer, refuses what it
// does not know and never guesses. Pure; any thread.
//
// A roster is shifts parted by ； or ;: days, then one or more spans of the day in Beijing.
//   周一至周五 08:00-18:00；周六、周日 09:00-17:00      Mon-Fri 08:00-18:00; Sat, Sun 09:00-17:00
//   每天 18:00-次日08:00      工作日 全天      周五至周一 08:00-12:00、13:00-17:00
// Days may be left out: every day. A span that does not end after it begins ends on the next day, whether
// 次日 (next) is written or not. 全天 (all day) alone is no roster: always on duty, as is an empty text.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/model/operations.hpp"
#include "geo/error.hpp"

namespace anxin {

inline constexpr std::size_t kMostShifts = 32;

[[nodiscard]] bool is_valid(const DutyShift& shift);
// BadInput names the part that cannot be read. At most kMostShifts.
[[nodiscard]] Result<std::vector<DutyShift>> parse_shifts(std::string_view text);
// parse_shifts of it gives the same shifts in the same order. They must be valid.
[[nodiscard]] std::string shifts_text(std::span<const DutyShift> shifts, bool english);

// The parts of a list, parted by 、 , ; or /, blanks around them cut; empty ones left away.
[[nodiscard]] std::vector<std::string> list_parts(std::string_view text);
// One to three functions by name or code, as a bit set: 牵头、调解; lead/legal aid.
[[nodiscard]] Result<std::uint8_t> parse_functions(std::string_view text);
[[nodiscard]] std::string functions_text(std::uint8_t functions,
                                         bool english);  // 牵头、调解; lead, mediation
// The same for the sectors that a unit answers for; empty: all, as 0.
[[nodiscard]] Result<std::uint8_t> parse_sectors(std::string_view text);
[[nodiscard]] std::string sectors_text(std::uint8_t sectors, bool english);

// A landline or a short number of a duty post: three to twenty digits, with + - ( ) / blanks and 转 between
// them; not a mobile number, which is a person's. Empty: none, which is right too.
[[nodiscard]] bool is_post_phone(std::string_view text);

}  // namespace anxin
