#include "console/render/symbol_painter.hpp"

#include <algorithm>
#include <cmath>

namespace anxin {
namespace {

constexpr std::size_t kFew = 64;  // up to so many changed rows are redrawn one by one
constexpr float kLowOpacityMiddle = 0.85f, kDimmedShare = 0.35f;
constexpr float kSlashPx = 1.1f;
// Credit rings (UX 4.2): distance beyond the fill and width.
constexpr float kFirstRing = 2.6f, kSecondRing = 5.6f, kThinRing = 1.0f, kThickRing = 2.0f,
                kSecondWidth = 1.4f;

// How far (x, y) is from the strokes of a letter drawn in a circle of radius 1; y north.
float away_from_letter(Grade letter, float x, float y) {
  if (letter == Grade::C) {  // an arc open to the east
    constexpr float kRadius = 0.46f, kEast = 0.04f, kOpenX = 0.29f, kOpenY = 0.35f;
    const float dx = x - kEast, off = std::abs(std::hypot(dx, y) - kRadius);
    const bool open = dx > 0 && std::abs(y) < dx * (kOpenY / kOpenX);
    return open ? std::hypot(dx - kOpenX, std::abs(y) - kOpenY) : off;
  }
  constexpr float kStem = -0.34f, kTurn = -0.08f, kHalf = 0.46f;  // D: a stem, two short bars, a bow
  const float stem = std::hypot(x - kStem, std::max(0.0f, std::abs(y) - kHalf));
  const float bars = std::hypot(x - std::clamp(x, kStem, kTurn), std::abs(y) - kHalf);
  const float bow = x > kTurn ? std::abs(std::hypot(x - kTurn, y) - kHalf) : bars;
  return std::min({stem, bars, bow});
}

// The parts of one symbol, for one pixel at (x, y) from its centre, y north.
struct Shape {
  float radius, key_px, ui;
  int rings;  // 0 none, 1 thin, 2 thick, 3 thick and a second
  bool hollow, slashed;
  Colour32 fill, keyline, ground, ring;
  float opacity;
  Grade aid = Grade::Unknown;  // D, C: with that letter, D ringed too; else without
  Colour32 ink = 0;

  [[nodiscard]] Paint at(float x, float y) const {
    const float away = std::hypot(x, y);
    Paint body = paint_of(fill, disc(away, radius) * opacity);
    if (hollow) {
      // The centre is filled with the map's colour: a milder project below must not show through.
      const float stroke = kSlashPx * ui;
      const float across = std::min(band_at(std::abs(x - y) * 0.70711f, 0, stroke), disc(away, radius));
      const float slash = slashed ? across : 0;
      const float mark = std::max(band_at(away, radius - stroke / 2, stroke), slash);
      body = over(paint_of(fill, mark), paint_of(ground, disc(away, radius)));
    }
    if (aid != Grade::Unknown) {
      constexpr float kHalfStroke = 0.13f;
      const float off = away_from_letter(aid, x / radius, y / radius) * radius;
      body = over(paint_of(ink, std::max(kHalfStroke * radius, 0.5f * ui) + 0.5f - off), body);
      if (aid == Grade::D) body = over(body, paint_of(ring, band_at(away, radius + 0.5f * ui, ui)));
    }
    Paint all = over(body, paint_of(keyline, key_px > 0 ? disc(away, radius + key_px) * opacity : 0));
    if (rings == 0) return all;
    Paint lines =
        paint_of(ring, band_at(away, radius + kFirstRing * ui, (rings == 1 ? kThinRing : kThickRing) * ui));
    if (rings == 3)
      lines = over(lines, paint_of(ring, band_at(away, radius + kSecondRing * ui, kSecondWidth * ui)));
    all = over(all, lines);
    return over(all, paint_of(ground, disc(away, radius + (rings == 3 ? kSecondRing : kFirstRing) * ui)));
  }
};

// The ring of seven round a core (UX 4.3), for one pixel; x east, y north of its centre.
struct RingShape {
  float ui;
  std::array<SafeguardState, kRingSafeguards> states;
  const Style& style;
  Colour32 core;
  bool core_hollow;

  [[nodiscard]] float cover(SafeguardState state, float away, float in_sector, float half_px) const {
    const float inner = kRingInner * ui, outer = kRingOuter * ui, middle = (inner + outer) / 2;
    const float beside = half_px + 0.5f;  // to the sector's nearer edge
    switch (state) {
      case SafeguardState::Yes:
        return std::min(band_at(away, middle, outer - inner), beside);
      case SafeguardState::No:  // protrudes
        return std::min(band_at(away, middle + (outer - inner) / 4, 1.5f * (outer - inner)), beside);
      case SafeguardState::NotApplicable:
        return std::min(band_at(away, middle, 1.6f * ui), beside);
      case SafeguardState::Unknown: {  // broken stripes
        constexpr float kStripes = 3;
        const float phase = in_sector * kStripes - std::floor(in_sector * kStripes);
        const float stripe = std::abs(phase - 0.5f) < 0.28f ? 1.0f : 0.0f;
        return std::min({band_at(away, middle, outer - inner), beside, stripe});
      }
    }
    return 0;
  }
  [[nodiscard]] Paint at(float x, float y) const {
    constexpr float kTurn = 6.2831853f, kGap = 5.0f / 360 * kTurn, kSector = kTurn / kRingSafeguards;
    const float away = std::hypot(x, y);
    float angle = std::atan2(x, y);  // clockwise from north
    if (angle < 0) angle += kTurn;
    const auto sector = std::min<std::size_t>(kRingSafeguards - 1, static_cast<std::size_t>(angle / kSector));
    const float from = static_cast<float>(sector) * kSector;
    const float in_sector = (angle - from) / kSector;
    const float half_px = (std::min(angle - from, from + kSector - angle) - kGap / 2) * away;
    const SafeguardState state = states[sector];
    Paint all = paint_of(style.cov[static_cast<std::size_t>(state)], cover(state, away, in_sector, half_px));
    const float core_px = 5.0f * ui;
    const float dot =
        core_hollow ? band_at(away, core_px - kSlashPx * ui / 2, kSlashPx * ui) : disc(away, core_px);
    all = over(paint_of(core, dot), all);
    return over(all, paint_of(style.map, disc(away, (kRingOuter + 1) * ui)));
  }
};

std::size_t slot(const Symbol& s, int rings) {
  return (static_cast<std::size_t>(s.grade) * 4 + static_cast<std::size_t>(rings)) * 2 +
         (s.dimmed != 0 ? 1 : 0);
}

// One safeguard's four states: missing large, covered small and pale, unknown hollow (UX 4.4).
void make_states(const Style& style, ScaleBand band, float ui, std::array<Sprite, 4>& out) {
  constexpr float kPaleCity = 0.55f, kPaleNear = 0.85f;
  for (std::size_t i = 0; i < out.size(); ++i) {
    Symbol kind{};
    kind.state = (1u + static_cast<unsigned>(i)) & 7u;
    const bool yes = static_cast<SafeguardState>(i) == SafeguardState::Yes;
    const Shape shape{symbol_radius(band, kind) * ui,
                      ui,
                      ui,
                      0,
                      static_cast<SafeguardState>(i) == SafeguardState::Unknown,
                      false,
                      style.cov[i],
                      style.keyline,
                      style.map,
                      style.text,
                      !yes                      ? 1.0f
                      : band == ScaleBand::Near ? kPaleNear
                                                : kPaleCity};
    draw_sprite(out[i], shape.radius + shape.key_px + 0.5f, shape);
  }
}

int rings_of(std::uint8_t credit) { return credit < 4 ? credit : 0; }  // A none, B, C, D; unknown none

}  // namespace

static_assert(sizeof(Symbol) == 12, "what the grid and the uploads reckon with");

void Sprites::make(const Style& style, ScaleBand band, float ui) {
  if (ui == ui_ && band == band_ && style.theme == theme_ && style.colour_aid == colour_aid_) return;
  theme_ = style.theme, colour_aid_ = style.colour_aid, band_ = band, ui_ = ui;
  style_ = style;
  rings_.clear();
  make_states(style, band, ui, states_);
  for (int g = 0; g < kGrades; ++g) {
    const auto grade = static_cast<Grade>(g);
    for (int rings = 0; rings < 4; ++rings) {
      for (const auto dimmed : {std::uint8_t{0}, std::uint8_t{1}}) {
        const bool ringed = dimmed == 0 && credit_rings_shown(band, grade);
        const Colour32 fill = style.risk[static_cast<std::size_t>(g)];
        const Shape shape{
            symbol_radius(dimmed != 0 ? ScaleBand::City : band, grade) * ui,
            dimmed != 0 ? 0 : ui,
            ui,
            ringed ? rings : 0,
            grade == Grade::Unknown,
            true,
            dimmed != 0 ? mix(style.land, fill, kDimmedShare) : fill,
            style.keyline,
            style.map,
            style.text,
            band == ScaleBand::Middle && grade == Grade::A && dimmed == 0 ? kLowOpacityMiddle : 1.0f,
            style.colour_aid && dimmed == 0 && (grade == Grade::C || grade == Grade::D) ? grade
                                                                                        : Grade::Unknown,
            style.risk_ink[static_cast<std::size_t>(g)]};
        const float beyond =
            shape.rings == 0 ? shape.key_px : (shape.rings == 3 ? kSecondRing + 0.7f : kFirstRing + 1) * ui;
        Symbol kind{};
        kind.grade = grade, kind.dimmed = dimmed != 0;
        draw_sprite(sprites_[slot(kind, rings)], shape.radius + beyond + 0.5f, shape);
      }
    }
  }
}

const Sprite& Sprites::of(const Symbol& symbol, bool rings) {
  if (rings && symbol.ring != 0) return ring_of(symbol);
  if (symbol.state != 0) return states_[symbol.state - 1u];
  return sprites_[slot(symbol, rings_of(symbol.credit))];
}

const Sprite& Sprites::ring_of(const Symbol& symbol) {
  const std::uint32_t key = std::uint32_t{symbol.ring} << 3 | static_cast<std::uint32_t>(symbol.grade);
  const auto [entry, is_new] = rings_.try_emplace(key);
  if (is_new) {
    const RingShape shape{ui_, unpacked_ring(symbol.ring), style_,
                          style_.risk[static_cast<std::size_t>(symbol.grade)],
                          symbol.grade == Grade::Unknown};
    draw_sprite(entry->second, (kRingOuter + (kRingOuter - kRingInner) / 2 + 1) * ui_, shape);
  }
  return entry->second;
}

SymbolPainter::Change SymbolPainter::update(const Scene& scene) {
  Change change;
  if (scene.symbol_revision == revision_) return change;
  revision_ = scene.symbol_revision;
  bool moved = held_.size() != scene.symbols.size();
  change.many = moved;
  for (std::size_t i = 0; !moved && i < held_.size(); ++i) {
    if (held_[i] == scene.symbols[i]) continue;
    change.many |= change.rows.size() >= kFew;
    if (!change.many) {
      change.rows.push_back(static_cast<std::uint32_t>(i));
      change.before.push_back(held_[i]);
    }
    if (held_[i].at.x != scene.symbols[i].at.x || held_[i].at.y != scene.symbols[i].at.y) moved = true;
    if (change.many && moved) break;
  }
  if (change.many || moved) held_ = scene.symbols;
  for (const std::uint32_t row : change.rows) held_[row] = scene.symbols[row];
  if (moved) grid_.build(held_);
  return change;
}

std::size_t SymbolPainter::paint_onto(PaintBuffer& buffer, const Projection& to, ScaleBand band,
                                      const Style& style, float ui, bool rings) {
  sprites_.make(style, band, ui);
  choice_.choose(held_, grid_, to, band, ui, chosen_);
  const auto inverse = static_cast<float>(1.0 / to.metres_per_px);
  for (const std::uint32_t row : chosen_) {
    const Symbol& s = held_[row];
    buffer.stamp(sprites_.of(s, rings), static_cast<int>(std::floor(s.at.x * inverse)),
                 static_cast<int>(std::floor(s.at.y * inverse)));
  }
  return chosen_.size();
}

const PaintedLayer& SymbolPainter::paint(const Projection& to, ScaleBand band, const Style& style, float ui,
                                         bool rings) {
  buffer_.begin(to.wanted);
  return buffer_.finish(paint_onto(buffer_, to, band, style, ui, rings));
}

}  // namespace anxin
