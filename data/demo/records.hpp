// What unpaid wages lead to, and who delivers the data: complaints, orders, incidents, listings and feeds of
// the simulated city. Nothing is thrown by dice alone: every record follows from a month that stood unpaid on
// its day. Pure; any thread.
#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "data/demo/cash_flow.hpp"

namespace anxin::demo {

inline constexpr int kPlatforms = 3;  // real-name platforms

// The bank that pays the wages of a site, 0 to kBanks - 1.
[[nodiscard]] std::uint32_t bank_of(const City& city, std::uint32_t site);

// Complaints, orders and incidents of one site and the feeds that deliver for it. `months` stand from
// `first_month` on; `factor` is the calibration of money (kUnit is 1).
void add_site_records(const City& city, std::uint32_t site, const std::string& id, std::int32_t first_month,
                      std::span<const SiteMonth> months, std::int64_t factor, Batch& out);
// The listing of a contractor, once, when a month of one of its sites stays unpaid for long. `ledger` is of
// run_cash_flow.
void add_listing(const City& city, std::uint32_t contractor, const std::string& uscc, const Ledger& ledger,
                 Batch& out);
// Banks and platforms with their arrivals of the last weeks before the anchor; some have gone silent.
void add_feeds(const City& city, Batch& out);

}  // namespace anxin::demo
