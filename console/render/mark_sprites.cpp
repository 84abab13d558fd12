// The pictures of units and incidents (UX 4.5, 4.6).
#include <array>

#include "console/render/dispatch_painter.hpp"

namespace anxin {
namespace {

// Px at 1x.
constexpr float kCorner = 3, kHalo = 2, kOutline = 1.8f, kIdleOutline = 1.4f, kSmallOutline = 1.2f;
constexpr float kBarGap = 2, kBar = 3;
constexpr float kSignEm = 14, kIdleSignEm = 11.5f, kNumeralEm = 13;
constexpr float kDash = 3, kDashPeriod = 5;
constexpr float kSelectedLine = 2;

struct UnitShape {
  float half, ui;
  UnitLook look;
  bool small;
  Colour32 fill, outline, ground;
  float outline_px;

  [[nodiscard]] Paint at(float x, float y) const {
    const float corner = small ? ui : kCorner * ui, inner = half - corner;
    const float qx = std::abs(x) - inner, qy = std::abs(y) - inner;
    const float away =
        std::hypot(std::max(qx, 0.0f), std::max(qy, 0.0f)) + std::min(std::max(qx, qy), 0.0f) - corner;
    float edge = std::min(0.5f - away, 0.5f + away + outline_px);
    if (look == UnitLook::Lost && !small) {
      const float along = (std::abs(x) > std::abs(y) ? y : x) / ui + 100 * kDashPeriod + kDash / 2;
      if (along - std::floor(along / kDashPeriod) * kDashPeriod > kDash) edge = 0;
    }
    Paint all = over(paint_of(outline, edge), paint_of(fill, 0.5f - away));
    all = over(all, paint_of(ground, 0.5f - away + (small ? 1 : kHalo) * ui));
    if (look != UnitLook::OnScene || small) return all;
    const float bar_y = half + (kBarGap + kBar / 2) * ui;  // below
    const float off = std::max(std::abs(x) - half, std::abs(y + bar_y) - kBar / 2 * ui);
    return over(paint_of(outline, 0.5f - off), over(all, paint_of(ground, 0.5f - off + kBarGap * ui)));
  }
};

struct IncidentShape {
  float half, ui;
  bool selected;
  Colour32 fill, keyline, ground;

  [[nodiscard]] Paint at(float x, float y) const {
    const auto away = [&](float h) { return (std::abs(x) + std::abs(y) - h) * 0.70711f; };
    Paint all = over(paint_of(fill, 0.5f - away(half)), paint_of(keyline, 0.5f - away(half) + ui));
    if (!selected) return over(all, paint_of(ground, 0.5f - away(half) + 2 * ui));
    const float outer = half + kSelectedMore * ui, line = kSelectedLine / 2 * ui;
    all = over(all, paint_of(fill, line + 0.5f - std::abs(away(outer))));
    return over(all, paint_of(ground, 0.5f - away(outer) + 2.5f * ui));
  }
};

// Centre of the sprite's middle pixel.
constexpr MapPoint kMiddle{0.5f, 0.5f};

std::string_view numeral(IncidentLevel level) {
  static constexpr std::array<std::string_view, kIncidentLevels> kText{"I", "II", "III", "IV"};
  return kText[static_cast<std::size_t>(level)];
}

// A sprite with a word in its middle.
template <class Shape>
Sprite lettered(const Shape& shape, float reach, PaintBuffer& buffer, Glyphs& glyphs, std::string_view word,
                float em, Colour32 ink) {
  Sprite sprite;
  draw_sprite(sprite, reach, shape);
  if (word.empty()) return sprite;
  const int r = sprite.reach;
  buffer.begin({-r, -r, r + 1, r + 1});
  buffer.stamp(sprite, 0, 0);
  buffer.text(glyphs, word, em, true, kMiddle, ink);
  const PaintedLayer& layer = buffer.finish();
  sprite.pixels.assign(layer.pixels, layer.pixels + sprite.pixels.size());
  return sprite;
}

}  // namespace

void MarkSprites::use(const Style& style, float ui) {
  if (ui == ui_ && style.theme == style_.theme) return;
  style_ = style, ui_ = ui;
  made_.clear();
}

const Sprite& MarkSprites::unit(const UnitMark& mark, bool small, Glyphs& glyphs) {
  const float half = unit_half(mark, small);
  const std::uint32_t key = static_cast<std::uint32_t>(mark.look) << 8 |
                            static_cast<std::uint32_t>(mark.sign) << 4 | (small ? 2u : 0u) |
                            (half > unit_half({}, false) ? 1u : 0u);
  const auto [entry, is_new] = made_.try_emplace(key);
  if (!is_new) return entry->second;
  const bool solid = mark.look == UnitLook::UnderWay || mark.look == UnitLook::OnScene;
  // A small idle square recedes: thousands of them are the ground on which those sent must be seen.
  constexpr float kSmallIdleShare = 0.6f;
  const bool faint = small && mark.look == UnitLook::Standby;
  const Colour32 colour = mark.look == UnitLook::Lost ? style_.text3
                          : faint                     ? mix(style_.land, style_.move, kSmallIdleShare)
                                                      : style_.move;
  const bool idle = mark.look == UnitLook::Standby || mark.look == UnitLook::Lost;
  const UnitShape shape{half * ui_,
                        ui_,
                        mark.look,
                        small,
                        solid ? colour : style_.map,
                        colour,
                        style_.map,
                        (small  ? kSmallOutline
                         : idle ? kIdleOutline
                                : kOutline) *
                            ui_};
  const float bar = mark.look == UnitLook::OnScene ? kBarGap + kBar : 0;
  const float em = half > unit_half({}, false) ? kSignEm : kIdleSignEm;
  entry->second = lettered(shape, (half + kHalo + bar + 1) * ui_, buffer_, glyphs,
                           small ? std::string_view() : sign_text(mark.sign), em * ui_,
                           solid ? style_.primary_text : colour);
  return entry->second;
}

const Sprite& MarkSprites::incident(const IncidentMark& mark, bool small, Glyphs& glyphs) {
  const std::uint32_t key =
      1u << 16 | static_cast<std::uint32_t>(mark.level) << 2 | (small ? 2u : 0u) | (mark.selected ? 1u : 0u);
  const auto [entry, is_new] = made_.try_emplace(key);
  if (!is_new) return entry->second;
  const float half = incident_half(small);
  const IncidentShape shape{half * ui_,     ui_,       mark.selected, level_colour(style_, mark.level),
                            style_.keyline, style_.map};
  entry->second = lettered(shape, (half + 4 + (mark.selected ? kSelectedMore + 2 : 0)) * ui_, buffer_, glyphs,
                           small ? std::string_view() : numeral(mark.level), kNumeralEm * ui_,
                           level_ink(style_, mark.level));
  return entry->second;
}

}  // namespace anxin
