// Incidents, functions, clocks and units in words and marks, as UX 4, 6.5, 6.6 and 12 write them. No state;
// the marks need an ImGui window.
#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "console/panels/widgets.hpp"
#include "console/scene/dispatch.hpp"
#include "data/model/clocks.hpp"
#include "data/model/operations.hpp"

namespace anxin {

using std::chrono::seconds;

[[nodiscard]] std::string_view level_numeral(IncidentLevel);  // Ⅱ
[[nodiscard]] std::string level_text(Lang, IncidentLevel);    // Ⅱ 级, Level Ⅱ
// The level's colour as text where that can be read on the surface, else the colour of text.
[[nodiscard]] Colour32 level_text_colour(const Style&, IncidentLevel, Colour32 surface);

[[nodiscard]] std::string_view function_key(Function);  // "function.lead"
[[nodiscard]] std::string_view incident_state_key(const Incident&);
[[nodiscard]] std::string_view assignment_state_key(AssignmentState);
[[nodiscard]] std::string_view source_key(IncidentSource);
[[nodiscard]] std::string_view extreme_key(ExtremeAct);
[[nodiscard]] std::string_view modifier_key(Modifier);
[[nodiscard]] std::string_view clock_key(ClockKind);
[[nodiscard]] std::string_view conclusion_key(Conclusion);
[[nodiscard]] std::string_view money_source_key(MoneySource);
[[nodiscard]] std::string_view channel_key(AckChannel);

// The district's short name; the code itself where the pack has none.
[[nodiscard]] std::string unit_short_of(const Frame&, Lang, std::string_view supervising_unit);
[[nodiscard]] std::string persons_text(Lang, std::int32_t persons);     // 50—99 人, <5 人, 人数未知
[[nodiscard]] std::string clock_time(Instant);                          // 09:11, Beijing
[[nodiscard]] std::string clock_time(Instant, Day today);               // 11-22 09:11 on another day
[[nodiscard]] std::string list_elapsed(seconds);                        // 00:31:08
[[nodiscard]] std::string limit_text(std::int64_t s);                   // 01:00, 60:00
[[nodiscard]] std::string span_text(Lang, std::int64_t s);              // 42 秒, 2 分 50 秒, 33 分
[[nodiscard]] std::string travel_text(Lang, std::int64_t s);            // 12 分, < 1 分
[[nodiscard]] std::string functions_text(Lang, const FunctionCounts&);  // 法援 调解 ×2

// A clock now: its age or, done, its length; whether it has run out.
struct ClockNow {
  seconds age{};
  bool running = false, late = false;
  float share = 0;  // of the limit, at most 1
};
[[nodiscard]] ClockNow clock_now(const Clock&, Instant now);

// An incident's diamond with its numeral; half: UX pixels from the centre to a corner.
void incident_mark(const Kit&, float x, float y, float half, IncidentLevel);
// A unit's square as on the map, 20 UX pixels wide.
void unit_mark(const Kit&, float x, float y, UnitSign, UnitLook);
// The sign of a function of which no unit is known, at an incident of this sector.
[[nodiscard]] UnitSign sign_for(Function, Sector);
// A button with its key; `quiet` is the secondary look.
[[nodiscard]] Hit keyed_button(const Kit&, std::string_view id, const Box&, std::string_view text,
                               std::string_view cap, bool primary);
// Off: an outline and its words in the colour of what is off. The reason stands elsewhere, on the screen.
void button_off(const Kit&, const Box&, std::string_view text, std::string_view cap = {});
// Words to click, without a box; returns the width.
[[nodiscard]] Hit word_button(const Kit&, std::string_view id, float x, float y, std::string_view text,
                              float& width, Align = Align::Left);

}  // namespace anxin
