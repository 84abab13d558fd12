// The money of one contractor, month by month: owners pay late, suppliers collect before Spring Festival, one
// purse pays all sites, arrears stay until there is cash. Arrears are never drawn by dice: they follow when a
// purse is empty. Whole numbers only (fen before calibration), so every machine gives the same. Pure; any
// thread.
//
//   owner --labour cost--> dedicated account of the site --> wages of that site
//     |                        | more than two months' wages
//     | (site without one)     v
//     +------------------> contractor's purse (with a credit line) --> wages of every site short of money,
//     pro rata
//                              ^ net earnings, shock   | suppliers       then, when all is paid, oldest
//                              arrears first
#pragma once
#include <cstdint>
#include <vector>

#include "data/demo/plan.hpp"

namespace anxin::demo {

struct SiteMonth {
  std::int32_t heads = 0;
  Fen due = 0, paid = 0;         // paid by the pay date
  Fen inflow = 0, balance = 0;   // of the dedicated account, after the payroll
  std::int32_t paid_day = 0;     // of the payroll; 0 nothing was paid
  std::int32_t settled_day = 0;  // when the rest was paid; 0 not yet
  bool has_account = false;
};

// site-major: month t of the k-th site of the contractor stands at k * steps + t.
struct Ledger {
  std::vector<SiteMonth> months;
  struct Purse {
    Fen account = 0, owed = 0, rest = 0;
    std::vector<std::int32_t> arrears;
  };  // arrears: t, ascending
  std::vector<Purse> purses;  // working space, kept between contractors
};

void run_cash_flow(const City& city, std::uint32_t contractor, Ledger& ledger);

}  // namespace anxin::demo
