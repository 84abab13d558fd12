// Does a higher score mean that an incident follows more often? AUC, precision at k and lift of scores
// against what followed. Exact fractions of integers; pure, any thread. A measurement of the past, no
// forecast; on a simulated city it proves the calculation only.
//
//   AUC       the share of pairs (one that had an incident, one that had none) in which the former scored
//             higher, ties counting half: Mann-Whitney U / (m n), by ranks. Not defined without both kinds.
//   precision of the k highest scores, the share that had an incident. Of those that tie at the k-th place
//   each
//             counts in proportion: (h + t (k - a) / b) / k, a scores above the tie with h incidents, b in
//             the tie with t. No order among equals is invented.
//   lift      precision over the share of all that had an incident.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "data/model/assess.hpp"

namespace anxin {

struct Scored {
  std::int32_t score_milli = 0;
  bool followed = false;  // at least one incident in the horizon
};

// numerator / denominator; the denominator is > 0.
struct Fraction {
  std::int64_t numerator = 0, denominator = 1;
  [[nodiscard]] double value() const {
    return static_cast<double>(numerator) / static_cast<double>(denominator);
  }
  friend bool operator==(const Fraction& a, const Fraction& b) {
    return static_cast<__int128>(a.numerator) * b.denominator ==
           static_cast<__int128>(b.numerator) * a.denominator;
  }
};

struct Backtest {
  std::size_t projects = 0, followed = 0;
  std::size_t k = 0;                       // asked for, at most `projects`
  std::optional<Fraction> auc;             // empty: none followed, or all did
  std::optional<Fraction> precision_at_k;  // empty: k = 0
  std::optional<Fraction> lift;            // empty: none followed, or k = 0
};

// O(n log n). Up to 10^6 rows.
[[nodiscard]] Backtest backtest(std::vector<Scored> rows, std::size_t k);

// Active projects with their score as of risk.as_of and whether an incident was reported at them on one of
// the `horizon_days` days after it.
[[nodiscard]] std::vector<Scored> scored_projects(const Registry& registry, const RiskTable& risk,
                                                  int horizon_days);
// Incidents reported in those days, at active projects.
[[nodiscard]] std::size_t incidents_in(const Registry& registry, Day after, int horizon_days);

}  // namespace anxin
