// Which symbols are drawn, in what order, and what their pixels are: the painter without any graphics.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>

#include "console/render/symbol_painter.hpp"

namespace anxin {
namespace {

Symbol symbol(float x, float y, Grade grade, Credit credit = Credit::A) {
  Symbol s{{x, y}, grade, 0, 1, 0};
  s.credit = static_cast<unsigned>(credit) & 7u;
  return s;
}

Scene scene_with(std::vector<Symbol> symbols) {
  Scene scene;
  scene.symbols = std::move(symbols);
  scene.symbol_revision = 1;
  return scene;
}

Bgra as_bgra(Colour32 c) { return (c & 0xFF00FF00u) | ((c & 0xFF) << 16) | ((c >> 16) & 0xFF); }

// Every pixel's colour of the layer for one scene, 64 x 64 px around the origin at 1 m a pixel.
std::vector<Bgra> painted(const Scene& scene, ScaleBand band, const Style& style) {
  SymbolPainter painter;
  (void)painter.update(scene);
  const SymbolPainter::Layer& layer = painter.paint({1.0, {-32, -32, 32, 32}}, band, style, 1);
  if (layer.symbols == 0) return {};
  return {layer.pixels, layer.pixels + 64 * 64};
}
Bgra at(const std::vector<Bgra>& pixels, int x, int y) {
  return pixels[static_cast<std::size_t>((y + 32) * 64 + x + 32)];
}

// Sum of the channels' differences; one that is not opaque is far from every colour.
int distance(Bgra a, Bgra b) {
  int sum = 0;
  for (int shift = 0; shift < 32; shift += 8)
    sum += std::abs(static_cast<int>((a >> shift) & 0xFF) - static_cast<int>((b >> shift) & 0xFF));
  return sum;
}

// Whether some pixel is nearer to `colour` than to every other fill and line that may be there.
bool has_colour(const std::vector<Bgra>& pixels, Colour32 colour) {
  return std::any_of(pixels.begin(), pixels.end(), [&](Bgra p) { return p == as_bgra(colour); });
}

TEST(Symbols, AProjectWithoutDataHasNoLowPixelAtAnyScaleEvenOverALowOne) {
  for (const Theme theme : {Theme::Dark, Theme::Light}) {
    const Style& style = style_of(theme);
    for (const ScaleBand band : {ScaleBand::City, ScaleBand::Middle, ScaleBand::Near}) {
      const auto pixels = painted(
          scene_with({symbol(0.5F, 0.5F, Grade::A), symbol(0.5F, 0.5F, Grade::Unknown)}), band, style);
      EXPECT_FALSE(has_colour(pixels, style.risk[0])) << static_cast<int>(band);
      const auto alone = painted(scene_with({symbol(0.5F, 0.5F, Grade::A)}), band, style);
      if (band != ScaleBand::Middle) {
        EXPECT_TRUE(has_colour(alone, style.risk[0])) << "else the claim is empty";
      }
    }
  }
}

TEST(Symbols, UnknownIsHollowWithASlash) {
  const Style& style = style_of(Theme::Dark);
  const auto pixels = painted(scene_with({symbol(0.5F, 0.5F, Grade::Unknown)}), ScaleBand::Near, style);
  EXPECT_EQ(at(pixels, 0, 0), as_bgra(style.risk[4])) << "the slash passes through the centre";
  EXPECT_EQ(at(pixels, -4, 4), as_bgra(style.map)) << "beside it the map's colour";
}

TEST(Symbols, TheGraverLiesOnTopWhateverTheOrderOfRows) {
  const Style& style = style_of(Theme::Dark);
  const std::vector<Grade> from_mild{Grade::A, Grade::Unknown, Grade::B, Grade::C, Grade::D};
  for (std::size_t i = 0; i < from_mild.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Symbol grave = symbol(0.5F, 0.5F, from_mild[i]), mild = symbol(0.5F, 0.5F, from_mild[j]);
      const auto one = painted(scene_with({grave, mild}), ScaleBand::Near, style);
      const auto other = painted(scene_with({mild, grave}), ScaleBand::Near, style);
      EXPECT_EQ(one, other);
      EXPECT_EQ(at(one, 0, 0), as_bgra(style.risk[static_cast<std::size_t>(from_mild[i])]));
    }
  }
}

TEST(Symbols, CreditRingsComeForSevereAtMiddleScaleAndForAllWhenNear) {
  const Style& style = style_of(Theme::Dark);
  const auto ringed = [&](Grade grade, Credit credit, ScaleBand band) {
    return has_colour(painted(scene_with({symbol(0.5F, 0.5F, grade, credit)}), band, style), style.text);
  };
  EXPECT_TRUE(ringed(Grade::D, Credit::C, ScaleBand::Middle));
  EXPECT_FALSE(ringed(Grade::D, Credit::A, ScaleBand::Middle));
  EXPECT_FALSE(ringed(Grade::C, Credit::D, ScaleBand::Middle));
  EXPECT_TRUE(ringed(Grade::A, Credit::D, ScaleBand::Near));
  EXPECT_FALSE(ringed(Grade::D, Credit::D, ScaleBand::City));
  EXPECT_FALSE(ringed(Grade::D, Credit::Unknown, ScaleBand::Near)) << "unknown credit is not the worst";
}

// The keyline is one pixel wide and soft: near its colour is as near as a pixel gets.
TEST(Symbols, ByDayEverySymbolHasItsDarkKeyline) {
  const Style& style = style_of(Theme::Light);
  const auto near = [&](Bgra p) {
    if (p >> 24 < 200) return false;
    for (int shift = 0; shift < 24; shift += 8) {
      const int there = static_cast<int>((p >> shift) & 0xFF),
                wanted = static_cast<int>((as_bgra(style.keyline) >> shift) & 0xFF);
      if (std::abs(there - wanted) > 48) return false;
    }
    return true;
  };
  for (const Grade grade : {Grade::B, Grade::C, Grade::D, Grade::Unknown}) {
    const auto pixels = painted(scene_with({symbol(0.5F, 0.5F, grade)}), ScaleBand::Near, style);
    EXPECT_TRUE(std::any_of(pixels.begin(), pixels.end(), near)) << static_cast<int>(grade);
  }
  Style without = style;
  without.keyline = style.panel;
  without.theme = Theme::Dark;  // another theme: the painter's pictures are kept by theme
  const auto pale = painted(scene_with({symbol(0.5F, 0.5F, Grade::B)}), ScaleBand::Near, without);
  EXPECT_FALSE(std::any_of(pale.begin(), pale.end(), near)) << "else the claim is empty";
}

TEST(Symbols, ADimmedOneIsPaleAndWithoutRings) {
  const Style& style = style_of(Theme::Dark);
  Symbol s = symbol(0.5F, 0.5F, Grade::D, Credit::D);
  s.dimmed = 1;
  const auto pixels = painted(scene_with({s}), ScaleBand::Near, style);
  EXPECT_EQ(at(pixels, 0, 0), as_bgra(mix(style.land, style.risk[3], 0.35F)));
  EXPECT_FALSE(has_colour(pixels, style.text));
}

Symbol of_state(SafeguardState state) {
  Symbol s = symbol(0.5F, 0.5F, Grade::A);
  s.state = (1u + static_cast<unsigned>(state)) & 7u;
  return s;
}

// UX acceptance 2: what is unknown has no pixel of "covered", at any scale.
TEST(Symbols, ByASafeguardUnknownIsHollowAndHasNothingOfCovered) {
  const Style& style = style_of(Theme::Dark);
  const Colour32 yes = style.cov[static_cast<std::size_t>(SafeguardState::Yes)],
                 unknown = style.cov[static_cast<std::size_t>(SafeguardState::Unknown)];
  for (const ScaleBand band : {ScaleBand::City, ScaleBand::Middle, ScaleBand::Near}) {
    const auto pixels = painted(scene_with({of_state(SafeguardState::Unknown)}), band, style);
    EXPECT_FALSE(has_colour(pixels, yes));
    EXPECT_NE(at(pixels, 0, 0), as_bgra(unknown)) << "hollow";
  }
  EXPECT_EQ(at(painted(scene_with({of_state(SafeguardState::No)}), ScaleBand::Near, style), 0, 0),
            as_bgra(style.cov[static_cast<std::size_t>(SafeguardState::No)]));
}

// UX 1.2: what the aid adds, on and off, at every scale and in both themes: the letter in its ink, and round
// a severe one a light ring between fill and keyline.
TEST(Symbols, TheColourAidWritesTheLetterAndRingsWhatIsSevere) {
  for (const Theme theme : {Theme::Dark, Theme::Light}) {
    for (const ScaleBand band : {ScaleBand::City, ScaleBand::Middle, ScaleBand::Near}) {
      for (const Grade grade : {Grade::A, Grade::B, Grade::C, Grade::D, Grade::Unknown}) {
        const Style &off = style_of(theme, false), &on = style_of(theme, true);
        const auto g = static_cast<std::size_t>(grade);
        const std::string where = "theme " + std::to_string(static_cast<int>(theme)) + " band " +
                                  std::to_string(static_cast<int>(band)) + " grade " + std::to_string(g);
        const Scene scene = scene_with({symbol(0.5F, 0.5F, grade)});
        const auto plain = painted(scene, band, off), aided = painted(scene, band, on);
        if (grade != Grade::C && grade != Grade::D) {
          EXPECT_EQ(plain, aided) << where << ": others are as they were";
          continue;
        }
        const int r = static_cast<int>(symbol_radius(band, grade));
        const auto darker = [&](const std::vector<Bgra>& pixels) {  // nearer to the ink than to the fill
          int n = 0;
          for (int y = 1 - r; y < r; ++y)
            for (int x = 1 - r; x < r; ++x)
              n += std::hypot(x, y) < static_cast<double>(r) - 1.2 &&
                   distance(at(pixels, x, y), as_bgra(on.risk_ink[g])) <
                       distance(at(pixels, x, y), as_bgra(on.risk[g]));
          return n;
        };
        EXPECT_EQ(darker(plain), 0) << where;
        EXPECT_GE(darker(aided), r) << where << ": a letter";
        // Of the letters only C is open to the east, only D has a stem in the west that is straight.
        const int mid = static_cast<int>(std::lround(0.5 * r));
        if (band == ScaleBand::Near) {
          EXPECT_EQ(distance(at(aided, mid, 0), as_bgra(on.risk[g])) < 40, grade == Grade::C) << where;
        }
        // Beyond the fill to the left, right, up and down: lighter than without, in one of two pixels.
        const auto lighter = [&](int x, int y) {
          return distance(at(plain, x, y), as_bgra(aid_ring(on))) -
                     distance(at(aided, x, y), as_bgra(aid_ring(on))) >
                 150;
        };
        int ring = 0;
        for (const auto& [x, y] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}})
          ring += lighter(x * r, y * r) || lighter(x * (r + 1), y * (r + 1));
        EXPECT_EQ(ring, grade == Grade::D ? 4 : 0) << where;
      }
    }
  }
}

TEST(Symbols, TheAidReachesTheCoreOfTheRingOfSevenButNoDimmedOne) {
  const Style &off = style_of(Theme::Dark, false), &on = style_of(Theme::Dark, true);
  Symbol dim = symbol(0.5F, 0.5F, Grade::D);
  dim.dimmed = 1;
  EXPECT_EQ(painted(scene_with({dim}), ScaleBand::Near, off),
            painted(scene_with({dim}), ScaleBand::Near, on));
  Symbol ringed = symbol(0.5F, 0.5F, Grade::D);
  std::array<SafeguardState, kRingSafeguards> states{};
  states.fill(SafeguardState::NotApplicable);
  ringed.ring = packed_ring(states);
  const Scene scene = scene_with({ringed});
  const auto core = [&](const Style& style) {
    SymbolPainter painter;
    (void)painter.update(scene);
    const auto& layer = painter.paint({1.0, {-32, -32, 32, 32}}, ScaleBand::Near, style, 1, true);
    return std::vector<Bgra>(layer.pixels, layer.pixels + 64 * 64);
  };
  EXPECT_FALSE(has_colour(core(off), aid_ring(off)));
  EXPECT_GT(distance(at(core(off), 0, 6), as_bgra(aid_ring(on))) -
                distance(at(core(on), 0, 6), as_bgra(aid_ring(on))),
            150);
  EXPECT_NE(core(on), core(off));
}

// Sectors run clockwise from twelve o'clock in the ring's fixed order; missing protrudes.
TEST(Symbols, TheRingOfSevenStandsAtItsClockPositions) {
  const Style& style = style_of(Theme::Dark);
  for (int which = 0; which < kRingSafeguards; ++which) {
    std::array<SafeguardState, kRingSafeguards> states{};
    states.fill(SafeguardState::Yes);
    states[static_cast<std::size_t>(which)] = SafeguardState::No;
    Symbol s = symbol(0.5F, 0.5F, Grade::D);
    s.ring = packed_ring(states);
    SymbolPainter painter;
    const Scene scene = scene_with({s});
    (void)painter.update(scene);
    const SymbolPainter::Layer& layer =
        painter.paint({1.0, {-32, -32, 32, 32}}, ScaleBand::Near, style, 1, true);
    const std::vector<Bgra> pixels(layer.pixels, layer.pixels + 64 * 64);
    for (int i = 0; i < kRingSafeguards; ++i) {
      const double angle = (i + 0.5) * 2 * 3.14159265358979 / kRingSafeguards;
      const auto there = [&](double radius) {
        return at(pixels, static_cast<int>(std::lround(std::sin(angle) * radius)),
                  static_cast<int>(std::lround(std::cos(angle) * radius)));
      };
      const SafeguardState expected = i == which ? SafeguardState::No : SafeguardState::Yes;
      EXPECT_EQ(there(11.5), as_bgra(style.cov[static_cast<std::size_t>(expected)])) << which << " " << i;
      EXPECT_EQ(there(15.5) == as_bgra(style.cov[0]), i == which) << "only the missing one protrudes";
    }
    EXPECT_EQ(at(pixels, 0, 0), as_bgra(style.risk[static_cast<std::size_t>(Grade::D)]))
        << "the core is the risk";
  }
}

class Choice : public ::testing::Test {
 protected:
  std::vector<std::uint32_t> choose(const std::vector<Symbol>& symbols, const PixelBox& box, ScaleBand band) {
    SymbolGrid grid;
    grid.build(symbols);
    SymbolChoice choice;
    std::vector<std::uint32_t> rows;
    choice.choose(symbols, grid, {10.0, box}, band, 1, rows);
    return rows;
  }
  static std::vector<Symbol> strewn(std::size_t n, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> place(-5'000, 5'000);
    std::vector<Symbol> out;
    for (std::size_t i = 0; i < n; ++i)
      out.push_back(symbol(place(random), place(random), static_cast<Grade>(random() % 5)));
    return out;
  }
};

TEST_F(Choice, EverySevereAndHighProjectInTheBoxIsDrawnHoweverManyPileUp) {
  const auto symbols = strewn(40'000, 7);
  const PixelBox box{-200, -200, 200, 200};
  const auto rows = choose(symbols, box, ScaleBand::City);
  const std::set<std::uint32_t> drawn(rows.begin(), rows.end());
  for (std::uint32_t i = 0; i < symbols.size(); ++i) {
    const bool inside = std::abs(symbols[i].at.x) <= 2'000 && std::abs(symbols[i].at.y) <= 2'000;
    if (inside && (symbols[i].grade == Grade::D || symbols[i].grade == Grade::C)) {
      EXPECT_TRUE(drawn.contains(i));
    }
  }
  EXPECT_LT(rows.size(), 40'000u);
}

TEST_F(Choice, WhatIsLeftOutHasAnEqualOrGraverOneWithinTwoPixels) {
  const auto symbols = strewn(20'000, 3);
  const auto rows = choose(symbols, {-100, -100, 100, 100}, ScaleBand::City);
  const std::set<std::uint32_t> drawn(rows.begin(), rows.end());
  for (std::uint32_t i = 0; i < symbols.size(); ++i) {
    if (std::abs(symbols[i].at.x) > 1'000 || std::abs(symbols[i].at.y) > 1'000 || drawn.contains(i)) continue;
    const bool stood_for = std::any_of(rows.begin(), rows.end(), [&](std::uint32_t j) {
      return draw_rank(symbols[j].grade) >= draw_rank(symbols[i].grade) &&
             std::abs(symbols[j].at.x - symbols[i].at.x) <= 20 &&
             std::abs(symbols[j].at.y - symbols[i].at.y) <= 20;
    });
    EXPECT_TRUE(stood_for) << i;
  }
}

TEST_F(Choice, NothingIsLeftOutWhenNear) {
  const auto symbols = strewn(2'000, 5);
  EXPECT_EQ(choose(symbols, {-600, -600, 600, 600}, ScaleBand::Near).size(), symbols.size());
}

TEST_F(Choice, HiddenProjectsAreNeverDrawn) {
  auto symbols = strewn(100, 5);
  for (Symbol& s : symbols) s.shown = 0;
  EXPECT_TRUE(choose(symbols, {-600, -600, 600, 600}, ScaleBand::Near).empty());
}

TEST_F(Choice, TwoHalvesChooseTogetherWhatTheWholeChooses) {
  const auto symbols = strewn(20'000, 11);
  const auto whole = choose(symbols, {-100, -100, 100, 100}, ScaleBand::City);
  const auto left = choose(symbols, {-100, -100, 0, 100}, ScaleBand::City),
             right = choose(symbols, {0, -100, 100, 100}, ScaleBand::City);
  const std::set<std::uint32_t> in_halves = [&] {
    std::set<std::uint32_t> rows(left.begin(), left.end());
    rows.insert(right.begin(), right.end());
    return rows;
  }();
  for (const std::uint32_t row : whole) {
    if (std::abs(symbols[row].at.x) < 990 && std::abs(symbols[row].at.y) < 990) {
      EXPECT_TRUE(in_halves.contains(row));
    }
  }
}

TEST(Painter, OneChangedProjectIsNamedWithWhatItWas) {
  Scene scene = scene_with({symbol(0, 0, Grade::A), symbol(5, 5, Grade::B)});
  SymbolPainter painter;
  EXPECT_TRUE(painter.update(scene).many);
  EXPECT_TRUE(painter.update(scene).rows.empty()) << "nothing changed";
  scene.symbols[1].grade = Grade::D;
  ++scene.symbol_revision;
  const auto change = painter.update(scene);
  EXPECT_FALSE(change.many);
  EXPECT_EQ(change.rows, std::vector<std::uint32_t>{1});
  EXPECT_EQ(change.before[0].grade, Grade::B);
}

}  // namespace
}  // namespace anxin
