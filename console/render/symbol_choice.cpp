#include "console/render/symbol_choice.hpp"

#include <algorithm>
#include <cmath>

namespace anxin {
namespace {

constexpr double kPerCell = 24;
constexpr int kPilePx = 2;  // milder symbols of one such square are drawn once

}  // namespace

float symbol_reach(ScaleBand band, float ui) {
  const float rings = band == ScaleBand::City ? 1.0f : 6.8f;
  const float ring_of_seven = band == ScaleBand::Near ? kRingOuter * 1.2f + 1.0f : 0;
  return std::max(symbol_radius(band, Grade::D) + rings, ring_of_seven) * ui + 2;
}

void SymbolGrid::build(const std::vector<Symbol>& symbols) {
  first_.clear();
  rows_.clear();
  columns_ = lines_ = 0;
  if (symbols.empty()) return;
  float x1 = symbols[0].at.x, y1 = symbols[0].at.y;
  x_ = x1, y_ = y1;
  for (const Symbol& s : symbols) {
    x_ = std::min(x_, s.at.x), y_ = std::min(y_, s.at.y);
    x1 = std::max(x1, s.at.x), y1 = std::max(y1, s.at.y);
  }
  const double area = std::max(1.0, static_cast<double>(x1 - x_) * (y1 - y_));
  cell_ = static_cast<float>(std::max({std::sqrt(area * kPerCell / static_cast<double>(symbols.size())),
                                       (x1 - x_) / 1024.0, (y1 - y_) / 1024.0, 1.0}));
  columns_ = static_cast<int>((x1 - x_) / cell_) + 1;
  lines_ = static_cast<int>((y1 - y_) / cell_) + 1;
  const auto cell_of = [&](const Symbol& s) {
    const int c = std::min(columns_ - 1, static_cast<int>((s.at.x - x_) / cell_));
    const int l = std::min(lines_ - 1, static_cast<int>((s.at.y - y_) / cell_));
    return static_cast<std::size_t>(l) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c);
  };
  first_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(lines_) + 1, 0);
  for (const Symbol& s : symbols) ++first_[cell_of(s) + 1];
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  rows_.resize(symbols.size());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::size_t i = 0; i < symbols.size(); ++i)
    rows_[next[cell_of(symbols[i])]++] = static_cast<std::uint32_t>(i);
}

void SymbolGrid::near(float x0, float y0, float x1, float y1, std::vector<std::uint32_t>& out) const {
  if (columns_ == 0) return;
  const auto clamped = [](float v, int n) {
    return std::clamp(static_cast<int>(std::floor(std::clamp(v, -1e6f, 1e6f))), 0, n - 1);
  };
  if (x1 < x_ || y1 < y_ || x0 > x_ + cell_ * static_cast<float>(columns_) ||
      y0 > y_ + cell_ * static_cast<float>(lines_))
    return;
  const int c0 = clamped((x0 - x_) / cell_, columns_), c1 = clamped((x1 - x_) / cell_, columns_);
  const int l0 = clamped((y0 - y_) / cell_, lines_), l1 = clamped((y1 - y_) / cell_, lines_);
  for (int l = l0; l <= l1; ++l) {
    const std::size_t row = static_cast<std::size_t>(l) * static_cast<std::size_t>(columns_);
    out.insert(out.end(), rows_.begin() + first_[row + static_cast<std::size_t>(c0)],
               rows_.begin() + first_[row + static_cast<std::size_t>(c1) + 1]);
  }
}

void SymbolChoice::choose(const std::vector<Symbol>& symbols, const SymbolGrid& grid, const Projection& to,
                          ScaleBand band, float ui, std::vector<std::uint32_t>& out) {
  out.clear();
  near_.clear();
  for (auto& rank : by_rank_) rank.clear();
  const float reach = symbol_reach(band, ui) + kPilePx;
  const auto m = static_cast<float>(to.metres_per_px);
  const float x0 = (static_cast<float>(to.wanted.x0) - reach) * m,
              x1 = (static_cast<float>(to.wanted.x1) + reach) * m;
  const float y0 = (static_cast<float>(to.wanted.y0) - reach) * m,
              y1 = (static_cast<float>(to.wanted.y1) + reach) * m;
  grid.near(x0, y0, x1, y1, near_);
  for (const std::uint32_t i : near_) {
    const Symbol& s = symbols[i];
    if (s.shown == 0 || s.at.x < x0 || s.at.x > x1 || s.at.y < y0 || s.at.y > y1) continue;
    by_rank_[draw_rank(s) + (s.dimmed != 0 ? 0 : kRanks)].push_back(i);
  }
  // Cells count from the map's own origin, so that neighbouring rectangles choose alike.
  const auto cell_at = [&](float metres, float inverse) {
    return static_cast<int>(std::floor(metres * inverse));
  };
  const float inverse = 1.0f / (m * kPilePx);
  const int cx0 = cell_at(x0, inverse), cy0 = cell_at(y0, inverse);
  const int columns = cell_at(x1, inverse) - cx0 + 1, lines = cell_at(y1, inverse) - cy0 + 1;
  const bool thin_out = band != ScaleBand::Near;
  if (thin_out) taken_.assign(static_cast<std::size_t>(columns) * static_cast<std::size_t>(lines), 0);
  for (int rank = 2 * kRanks - 1; rank >= 0; --rank) {
    auto& rows = by_rank_[rank];
    if (!thin_out) continue;
    std::erase_if(rows, [&](std::uint32_t i) {
      const Symbol& s = symbols[i];
      std::uint8_t& cell = taken_[static_cast<std::size_t>(cell_at(s.at.y, inverse) - cy0) *
                                      static_cast<std::size_t>(columns) +
                                  static_cast<std::size_t>(cell_at(s.at.x, inverse) - cx0)];
      const bool hidden = cell != 0 && rank % kRanks < 3;
      cell = 1;
      return hidden;
    });
  }
  for (const auto& rows : by_rank_) out.insert(out.end(), rows.begin(), rows.end());
}

}  // namespace anxin
