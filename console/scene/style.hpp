// The colour tokens of UX 1 for one theme, read from assets/style/night.json and day.json (embedded in this
// layer). The only way to a colour: a hex literal anywhere else fails the lint. Immutable after the first
// call; any thread.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "geo/error.hpp"

namespace anxin {

enum class Theme : std::uint8_t { Dark, Light };

// sRGB with straight alpha, bytes in memory r, g, b, a (ImGui's ImU32 and GL_RGBA/GL_UNSIGNED_BYTE alike).
using Colour32 = std::uint32_t;
[[nodiscard]] constexpr Colour32 with_alpha(Colour32 c, std::uint8_t a) {
  return (c & 0x00FFFFFFu) | (Colour32(a) << 24);
}
[[nodiscard]] Colour32 mix(Colour32 a, Colour32 b, float t);  // t = 0 gives a

struct Style {
  Theme theme = Theme::Dark;
  bool colour_aid = false;  // letters in the symbols of the two gravest grades, a ring round severe ones
  // UX 1.1 (active: pressed button)
  Colour32 map = 0, land = 0, panel = 0, raised = 0, hover = 0, line = 0, line2 = 0, text = 0, text2 = 0,
           text3 = 0, disabled = 0, primary = 0, primary_text = 0, primary_hover = 0, active = 0, move = 0,
           missing_tint = 0;                   // under a row of dispatch that nobody has been sent for
  std::array<Colour32, 5> risk{}, risk_ink{};  // by Grade A, B, C, D, Unknown; ink: text on it
  Colour32 inc_4 = 0, inc_4_ink = 0;
  std::array<Colour32, 4> cov{};  // by SafeguardState No, Yes, NotApplicable, Unknown
  Colour32 cov_yes_ink = 0;
  std::array<Colour32, 5> risk_ramp{}, gap_ramp{};   // UX 1.4
  std::array<float, 4> risk_breaks{}, gap_breaks{};  // shares 0-1, ascending
  Colour32 city_line = 0, district_line = 0, locked_line = 0, locked_land = 0, street_line = 0;
  std::array<Colour32, 6> road{};       // motorway, trunk, primary, secondary, tertiary, residential
  std::array<Colour32, 3> time_band{};  // <= 5, <= 10, <= 15 min
  Colour32 keyline = 0;                 // round a symbol
};

// What is wrong with a style file is said with the token's name (BadInput).
[[nodiscard]] Result<Style> parse_style(std::string_view json, Theme theme);
[[nodiscard]] const Style& style_of(Theme, bool colour_aid = false);
// The ring that the aid draws round a severe project: light in both themes, since the keyline is dark.
[[nodiscard]] Colour32 aid_ring(const Style&);

// WCAG 2.1 contrast ratio of two opaque colours, 1 to 21.
[[nodiscard]] double contrast(Colour32 a, Colour32 b);

}  // namespace anxin
