#include "data/ingest/build.hpp"

namespace anxin {
namespace {

Month month(RowReader& row) {
  const std::string text(row.cell(Field::WageMonth));
  if (text.empty()) {
    row.note(Fault::MissingRequired, "", Field::WageMonth);
    return {};
  }
  const auto date =
      row.optional<ReadDate>(Field::WageMonth, [&](std::string_view cell) { return row.date_of(cell); });
  if (!date) return {};
  if (date->one_digit_decimal_month) row.note(Fault::AmbiguousMonth, text, Field::WageMonth);
  if (date->day && *date->day != 1) row.note(Fault::MonthFromDate, text, Field::WageMonth);
  return date->month;
}

}  // namespace

void build_month(RowReader& row, BuildContext& context, Batch& batch) {
  ProjectMonthRow figures;
  figures.project = row.identifier(Field::Project);
  figures.month = month(row);
  figures.valid_from = row.day(Field::ValidFrom, true).value_or(context.options.data_date);
  figures.attended = row.count(Field::Attended);
  figures.paid_heads = row.count(Field::PaidHeads);
  figures.due_fen = row.money(Field::Due);
  figures.paid_fen = row.money(Field::Paid);
  figures.inflow_fen = row.money(Field::Inflow);
  figures.balance_fen = row.money(Field::Balance);
  figures.last_payroll = row.day(Field::LastPayroll, true);
  if (figures.due_fen && figures.paid_fen && *figures.paid_fen > *figures.due_fen)
    row.note(Fault::PaidExceedsDue, "");
  if (figures.attended && figures.paid_heads && *figures.paid_heads > *figures.attended)
    row.note(Fault::HeadsExceedAttended, "");
  if (row.rejected()) return;
  if (context.options.knows_project && !context.options.knows_project(figures.project))
    row.note(Fault::UnknownProject, figures.project, Field::Project);
  std::string key =
      fmt::format("{} {} {}", figures.project, to_string(figures.month), to_string(figures.valid_from));
  if (!row.rejected() && context.keys.contains(key)) row.note(Fault::DuplicateKey, key, Field::WageMonth);
  if (row.rejected()) return;
  context.keys.insert(std::move(key));
  batch.months.push_back(std::move(figures));
}

}  // namespace anxin
