#include "console/panels/wall_names.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>

namespace anxin {
namespace {

// px of the wall
constexpr float kNarrow = 300;    // a narrower district has its name beside the city
constexpr float kHigh = 104;      // two lines
constexpr float kStep = 5;        // between places tried beside the city
constexpr float kEdge = 36;       // between such a place and the edge of the map
constexpr float kFar = 120;       // from the city to such a place, where the map is much wider than the city
constexpr float kAir = 14;        // about a name beside the city
constexpr float kLineAir = 10;    // between a line and a name it passes
constexpr float kNudge = 13;      // between places tried in a district
constexpr int kNudges = 14;       // of them in each direction
constexpr float kThrough = 1e5F;  // what a line through a name costs, in px of the way
constexpr float kNever = 1e18F;

float side_of(Pixel a, Pixel b, Pixel c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }
bool cross(Pixel p, Pixel q, Pixel r, Pixel s) {
  return side_of(p, q, r) * side_of(p, q, s) < 0 && side_of(r, s, p) * side_of(r, s, q) < 0;
}

bool inside(const std::vector<std::vector<Pixel>>& rings, Pixel p) {
  bool in = false;
  for (const auto& ring : rings) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const Pixel a = ring[i], b = ring[j];
      if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
    }
  }
  return in;
}

// 0 without a polygon.
float width_of(const WallName& n) {
  float low = kNever, high = -kNever;
  for (const auto& ring : n.district)
    for (const Pixel p : ring) low = std::min(low, p.x), high = std::max(high, p.x);
  return std::max(0.0F, high - low);
}

class Placer {
 public:
  Placer(std::vector<WallName> names, const WallSpace& space) : space_(space) {
    for (const auto& ring : space.city)
      for (const Pixel p : ring) city_x0_ = std::min(city_x0_, p.x), city_x1_ = std::max(city_x1_, p.x);
    for (WallName& n : names) (width_of(n) < at(kNarrow) ? beside_ : within_).push_back(std::move(n));
  }

  std::vector<PlacedName> place() {
    // A name in its district that no place there keeps clear of the lines goes beside the city too, and the
    // lines are drawn anew; in the end every name is there, so this ends.
    for (;;) {
      in_place_.clear();
      for (const WallName& n : within_) in_place_.push_back({n, about(n.anchor, n.wide), NameSide::InPlace});
      if (!arrange_beside()) {
        leave_out();
        break;
      }
      const std::size_t covered = nudge();
      if (covered == within_.size()) break;
      beside_.push_back(std::move(within_[covered]));
      within_.erase(within_.begin() + static_cast<std::ptrdiff_t>(covered));
    }
    std::ranges::move(callouts_, std::back_inserter(in_place_));
    return std::move(in_place_);
  }

 private:
  [[nodiscard]] float at(float wall_px) const { return wall_px * space_.scale; }
  [[nodiscard]] Box about(Pixel p, float wide) const {
    return box_at(p.x - wide / 2, p.y - at(kHigh) / 2, wide, at(kHigh));
  }

  // Where a name beside the city may stand: neither the city nor the air about the name meet.
  [[nodiscard]] std::vector<Box> places(NameSide side, float wide) const {
    std::vector<Box> out;
    const float h = at(kHigh), left = std::max(space_.map.x0 + at(kEdge), city_x0_ - at(kFar) - wide),
                right = std::min(space_.map.x1 - at(kEdge), city_x1_ + at(kFar) + wide);
    for (float y = space_.top; y + h < space_.bottom; y += at(kStep)) {
      const Box b = box_at(side == NameSide::LeftOfCity ? left : right - wide, y, wide, h);
      const Box air = b.grown(at(kAir));
      const auto met = [&](const std::vector<Pixel>& ring) {
        return std::ranges::any_of(ring, [&](Pixel p) { return air.has({p.x, p.y}); });
      };
      if (!std::ranges::any_of(space_.city, met) && !inside(space_.city, {b.cx(), b.cy()})) out.push_back(b);
    }
    return out;
  }

  // What a name costs there: the way down or up, and dearly each name its line runs through.
  [[nodiscard]] float cost(const WallName& n, const Box& place, NameSide side) const {
    const PlacedName there{{}, place, side};
    float sum = std::abs(place.cy() - n.anchor.y);
    for (const PlacedName& p : in_place_)
      sum += runs_through(n.anchor, there.line_end(), p.box.grown(at(kLineAir))) ? kThrough : 0;
    return sum;
  }

  // Names of one side to its places, both from north to south, so that they cost least and none meets
  // another. What finds none goes to `over`.
  void assign(std::vector<WallName> names, NameSide side, std::vector<WallName>& over) {
    float wide = 0;
    for (const WallName& n : names) wide = std::max(wide, n.wide);
    const std::vector<Box> free = places(side, wide);
    std::ranges::sort(names, {}, [](const WallName& n) { return n.anchor.y; });
    const std::size_t m = free.size();
    std::vector<std::size_t> next(m);  // the first place below that does not meet this one
    for (std::size_t j = 0; j < m; ++j) {
      next[j] = j + 1;
      while (next[j] < m && free[next[j]].y0 < free[j].y1 + free[j].h() * 0.1F) ++next[j];
    }
    std::vector<std::vector<float>> least;  // [i][j]: names i and on among places j and on
    for (;;) {
      const std::size_t n = names.size();
      least.assign(n + 1, std::vector<float>(m + 1, kNever));
      std::ranges::fill(least[n], 0.0F);
      for (std::size_t i = n; i-- > 0;) {
        for (std::size_t j = m; j-- > 0;) {
          const float rest = least[i + 1][next[j]];
          least[i][j] = rest < kNever ? std::min(least[i][j + 1], cost(names[i], free[j], side) + rest)
                                      : least[i][j + 1];
        }
      }
      if (n == 0 || least[0][0] < kNever) break;
      const auto last = std::ranges::min_element(names, {}, &WallName::gap_tenths);
      over.push_back(std::move(*last));
      names.erase(last);
    }
    const std::size_t first = callouts_.size();
    for (std::size_t i = 0, j = 0; i < names.size(); ++j) {
      if (least[i][j] == least[i][j + 1]) continue;
      callouts_.push_back({std::move(names[i++]), free[j], side});
      j = next[j] - 1;
    }
    untangle(first);
  }

  // Exchanges places until no two lines of the side cross.
  void untangle(std::size_t first) {
    for (std::size_t pass = first; pass < callouts_.size(); ++pass) {
      for (std::size_t i = first; i < callouts_.size(); ++i) {
        for (std::size_t j = i + 1; j < callouts_.size(); ++j) {
          PlacedName &a = callouts_[i], &b = callouts_[j];
          if (cross(a.name.anchor, a.line_end(), b.name.anchor, b.line_end())) std::swap(a.box, b.box);
        }
      }
    }
  }

  // False where some found no place: the map is too small for all.
  bool arrange_beside() {
    callouts_.clear();
    float middle = 0;
    for (const WallName& n : beside_) middle += n.anchor.x / static_cast<float>(beside_.size());
    std::vector<WallName> west, east, none;
    for (const WallName& n : beside_) (n.anchor.x < middle ? west : east).push_back(n);
    assign(std::move(west), NameSide::LeftOfCity, east);
    assign(std::move(east), NameSide::RightOfCity, none);
    std::ranges::move(none, std::back_inserter(within_));
    return none.empty();
  }

  // Of the names in place those that neither a line nor a larger gap's name covers.
  void leave_out() {
    in_place_.clear();
    std::ranges::sort(within_, std::greater<>(), &WallName::gap_tenths);
    for (const WallName& n : within_) {
      const Box b = about(n.anchor, n.wide);
      if (clear(b, in_place_.size())) in_place_.push_back({n, b, NameSide::InPlace});
    }
  }

  [[nodiscard]] bool clear(const Box& b, std::size_t but) const {
    const Box air = b.grown(at(kLineAir));
    for (const PlacedName& c : callouts_)
      if (runs_through(c.name.anchor, c.line_end(), air)) return false;
    for (std::size_t i = 0; i < in_place_.size(); ++i)
      if (i != but && air.meets(in_place_[i].box)) return false;
    return true;
  }

  // Moves names within their districts off the lines. The first that finds no place; their number if all do.
  std::size_t nudge() {
    for (std::size_t i = 0; i < in_place_.size(); ++i) {
      PlacedName& n = in_place_[i];
      if (clear(n.box, i)) continue;
      Box best{};
      float nearest = kNever;
      for (int dy = -kNudges; dy <= kNudges; ++dy) {
        for (int dx = -kNudges; dx <= kNudges; ++dx) {
          const float x = at(kNudge) * static_cast<float>(dx), y = at(kNudge) * static_cast<float>(dy);
          const float far = x * x + y * y;
          const Box b = about({n.name.anchor.x + x, n.name.anchor.y + y}, n.name.wide);
          if (far >= nearest || !clear(b, i)) continue;
          const auto in = [&](float px) { return inside(n.name.district, {px, b.cy()}); };
          if (in(b.x0) && in(b.cx()) && in(b.x1)) best = b, nearest = far;
        }
      }
      if (nearest == kNever) return i;
      n.box = best;
    }
    return in_place_.size();
  }

  const WallSpace& space_;
  float city_x0_ = kNever, city_x1_ = -kNever;
  std::vector<WallName> beside_, within_;
  std::vector<PlacedName> in_place_, callouts_;
};

}  // namespace

bool runs_through(Pixel a, Pixel b, const Box& box) {
  // What of the line, from 0 to 1, lies between each two sides (Liang, Barsky 1984).
  float from = 0, to = 1;
  const auto clip = [&](float start, float way, float low, float high) {
    if (way == 0) return start > low && start < high;
    const float t0 = (low - start) / way, t1 = (high - start) / way;
    from = std::max(from, std::min(t0, t1)), to = std::min(to, std::max(t0, t1));
    return true;
  };
  return clip(a.x, b.x - a.x, box.x0, box.x1) && clip(a.y, b.y - a.y, box.y0, box.y1) && from < to;
}

std::vector<PlacedName> place_names(std::vector<WallName> names, const WallSpace& space) {
  return Placer(std::move(names), space).place();
}

}  // namespace anxin
