// The drawn marks of widgets.hpp that carry data: bars, the project symbol, the coverage ring, state marks,
// arrows.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "console/panels/widgets.hpp"

namespace anxin {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;

ImVec2 on_circle(float x, float y, float r, float angle) {
  return {x + r * std::sin(angle), y - r * std::cos(angle)};
}

// An arc clockwise from 12 o'clock, as a stroke of thickness r1 - r0.
void arc(ImDrawList* draw, float x, float y, float r0, float r1, float from, float to, Colour32 colour) {
  draw->PathArcTo({x, y}, (r0 + r1) / 2, from - kPi / 2, to - kPi / 2, 16);
  draw->PathStroke(colour, 0, r1 - r0);
}

}  // namespace

void bar(const Kit& k, const Box& b, float share, float tick, Colour32 colour) {
  k.fill(b, k.c.map);
  k.fill({b.x0, b.y0, b.x0 + b.w() * std::clamp(share, 0.0F, 1.0F), b.y1}, colour);
  if (tick >= 0) {
    const float x = std::round(b.x0 + b.w() * std::clamp(tick, 0.0F, 1.0F));
    k.fill({x - k.px(1), b.y0 - k.px(4), x + k.px(1), b.y1 + k.px(4)}, k.c.text);
  }
}

void progress_bar(const Kit& k, const Box& b, double share) {
  k.fill(b, k.c.map);
  k.fill({b.x0, b.y0, b.x0 + b.w() * static_cast<float>(std::clamp(share, 0.0, 1.0)), b.y1}, k.c.text2);
}

void project_symbol(const Kit& k, float x, float y, float radius, Grade grade, Credit credit) {
  const float r = k.px(radius);
  const Colour32 colour = k.c.risk[static_cast<std::size_t>(grade)];
  if (grade == Grade::Unknown) {
    k.draw->AddCircle({x, y}, r, colour, 0, k.px(1.2F));
    const float d = r * 0.707F;
    k.draw->AddLine({x - d, y + d}, {x + d, y - d}, colour, k.px(1.2F));
  } else {
    k.draw->AddCircleFilled({x, y}, r, colour);
    k.draw->AddCircle({x, y}, r + k.px(0.5F), k.c.keyline, 0, k.px(1));
  }
  if (k.c.colour_aid && (grade == Grade::C || grade == Grade::D)) {
    const std::string_view letter = grade_letter(grade);
    const float size = r * 1.9F;  // of the line: the letter stands within the circle
    ImFont* font = k.ctx.fonts.body14_bold;
    const float w = font->CalcTextSizeA(size, FLT_MAX, 0, letter.data(), letter.data() + letter.size()).x;
    k.draw->AddText(font, size, {std::round(x - w / 2), std::round(y - size / 2)},
                    k.c.risk_ink[static_cast<std::size_t>(grade)], letter.data(),
                    letter.data() + letter.size());
    if (grade == Grade::D) {
      k.draw->AddCircle({x, y}, r + k.px(1.5F), k.c.keyline, 0, k.px(1));
      k.draw->AddCircle({x, y}, r + k.px(0.5F), aid_ring(k.c), 0, k.px(1));
    }
  }
  if (credit == Credit::B) k.draw->AddCircle({x, y}, r + k.px(2.6F), k.c.text, 0, k.px(1));
  if (credit == Credit::C || credit == Credit::D)
    k.draw->AddCircle({x, y}, r + k.px(2.6F), k.c.text, 0, k.px(2));
  if (credit == Credit::D) k.draw->AddCircle({x, y}, r + k.px(5.6F), k.c.text, 0, k.px(1.4F));
}

void coverage_ring(const Kit& k, float x, float y, float r0, float r1,
                   const std::array<SafeguardState, kRingSafeguards>& states) {
  const float sector = 2 * kPi / kRingSafeguards, gap = 5 * kPi / 180;
  const float inner = k.px(r0), outer = k.px(r1);
  for (int i = 0; i < kRingSafeguards; ++i) {
    const float from = static_cast<float>(i) * sector + gap / 2,
                to = static_cast<float>(i + 1) * sector - gap / 2;
    const SafeguardState state = states[static_cast<std::size_t>(i)];
    const Colour32 colour = k.c.cov[static_cast<std::size_t>(state)];
    switch (state) {
      case SafeguardState::Yes:
        arc(k.draw, x, y, inner, outer, from, to, colour);
        break;
      case SafeguardState::No:
        arc(k.draw, x, y, inner, outer + (outer - inner) / 2, from, to, colour);
        break;
      case SafeguardState::NotApplicable: {
        const float middle = (inner + outer) / 2;
        arc(k.draw, x, y, middle - k.px(0.8F), middle + k.px(0.8F), from, to, colour);
        break;
      }
      case SafeguardState::Unknown: {
        constexpr int kStripes = 5;
        for (int n = 0; n < kStripes; ++n) {
          const float a = from + (to - from) * (static_cast<float>(n) + 0.5F) / kStripes;
          k.draw->AddLine(on_circle(x, y, inner, a), on_circle(x, y, outer, a), colour, k.px(2));
        }
      }
    }
  }
}

void state_mark(const Kit& k, float x, float y, SafeguardState state) {
  const Box b = box_at(std::round(x), std::round(y - k.px(5)), k.px(10), k.px(10));
  const Colour32 colour = k.c.cov[static_cast<std::size_t>(state)];
  switch (state) {
    case SafeguardState::Yes:
      k.fill(b, colour);
      break;
    case SafeguardState::No:
      k.fill(b.grown(k.px(1)), colour);
      break;
    case SafeguardState::NotApplicable:
      k.fill({b.x0, y - k.px(1), b.x1, y + k.px(1)}, colour);
      break;
    case SafeguardState::Unknown:
      k.frame(b, colour, 1);
      k.hatch(b, colour, 4, 1.2F);
      break;
  }
}

void arrow_right(const Kit& k, float x0, float x1, float y, Colour32 colour) {
  k.draw->AddLine({x0, y}, {x1 - k.px(4), y}, colour, k.px(1.6F));
  k.draw->AddTriangleFilled({x1 - k.px(6), y - k.px(4)}, {x1, y}, {x1 - k.px(6), y + k.px(4)}, colour);
}

}  // namespace anxin
