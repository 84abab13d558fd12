// The simulated city: projects, enterprises, project-months, safeguards and records made from a seed and the
// data pack, and a store made of them. Deterministic: the same pack, options and version give the same rows
// in the same order on any machine, in any chunking, on any thread (no libm, no std::distribution, no clock).
// Nothing in it is about a real project or enterprise. Statement of what it must show, scale factors and the
// table of grades: README.md here.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>

#include "data/model/rows.hpp"
#include "data/packs/pack.hpp"
#include "data/store/store.hpp"
#include "geo/error.hpp"

namespace anxin {

struct DemoOptions {
  std::size_t projects =
      7764;  // active at the anchor, 0 to 1,000,000; finished and suspended ones come on top
  std::uint64_t seed = 20261123;
  int months = 36;  // complete months before the anchor's, 0 to 120
  Instant anchor{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} +
                 std::chrono::minutes{102}};  // 09:42 Beijing
  std::size_t chunk_projects = 100'000;       // a commit holds about so many projects; changes no row
};

// What is scaled by N / 7,764 from the published aggregates (DOMAIN 5) and hit exactly.
struct DemoFigures {
  std::int64_t active_projects = 0;
  std::int64_t dedicated_accounts = 0;  // active projects whose dedicated_account is yes on the anchor day
  Fen paid_through_accounts_fen = 0;    // paid_fen of rows valid on the anchor day whose last_payroll lies in
                                        // the 12 months to it and whose dedicated_account was yes on that day
  std::int64_t registrations = 0;       // people who entered a site, from the rows: see registrations_in
  friend bool operator==(const DemoFigures&, const DemoFigures&) = default;
};
// `paid_through_accounts_fen` is promised for months >= 14, `registrations` for months >= 1 (as months / 36
// of the whole).
[[nodiscard]] DemoFigures published_figures(const DemoOptions&);
// The same figures counted from rows alone. O(rows log rows).
[[nodiscard]] DemoFigures measured_figures(const Batch&, Day anchor);

// Real-name registrations one project-month adds: a worker stays three months on average, so two thirds of
// the heads of the project's previous row with known heads are still there; whoever is beyond them has
// registered on entering.
[[nodiscard]] constexpr std::int64_t registrations_in(std::int64_t heads, std::int64_t heads_before) {
  const std::int64_t stayed = heads_before * 2 / 3;
  return heads > stayed ? heads - stayed : 0;
}

// A planned city, ready to be written chunk by chunk. Immutable; any thread. Memory: about 120 bytes a
// project, months aside.
class DemoCity {
 public:
  // Refuses options out of range and a pack without site weights or district shapes.
  static Result<DemoCity> plan(const Pack& pack, const DemoOptions& options);
  DemoCity(DemoCity&&) noexcept;
  DemoCity& operator=(DemoCity&&) noexcept;
  ~DemoCity();

  [[nodiscard]] std::size_t projects() const;  // finished and suspended ones included
  [[nodiscard]] std::size_t chunks() const;    // at least 1
  // Projects with all their months and safeguards, ids ascending; every enterprise is in chunk 0.
  [[nodiscard]] Batch chunk(std::size_t index) const;

  struct Impl;

 private:
  explicit DemoCity(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

// The whole city as one batch. For a million projects use DemoCity chunk by chunk.
[[nodiscard]] Result<Batch> make_demo_batch(const Pack& pack, const DemoOptions& options);

// What a new store of this pack is made with. With no projects it is not marked simulated and has no anchor:
// real data go in.
[[nodiscard]] StoreInfo demo_store_info(const Pack& pack, const DemoOptions& options);

// Creates the store at `file`, commits the city (one batch, or one per chunk) known from the first
// moment of the anchor's day, and keeps the assessment of that day; writes the simulated roads beside it
// (geo/route/graph_file.hpp); then units, funds and the day's incidents, through decide (response_day.hpp).
// Answers the sums over all commits and the last revision. On failure nothing is left at `file`.
[[nodiscard]] Result<BatchResult> make_demo_store(const std::filesystem::path& file, const Pack& pack,
                                                  const DemoOptions& options, const Progress& progress = {});

}  // namespace anxin
