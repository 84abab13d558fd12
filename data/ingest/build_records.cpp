// Safeguards, complaints, orders and feeds: a row's values into the records of the Batch.
#include <algorithm>
#include <array>

#include "data/ingest/build.hpp"

namespace anxin {
namespace {

// A project that the store has; else the row is rejected.
std::string known_project(RowReader& row, const BuildContext& context) {
  std::string id = row.identifier(Field::Project);
  if (!row.rejected() && context.options.knows_project && !context.options.knows_project(id))
    row.note(Fault::UnknownProject, id, Field::Project);
  return id;
}

std::string known_enterprise(RowReader& row, const BuildContext& context) {
  std::string uscc = upper_code(row.identifier(Field::Uscc));
  if (!row.rejected() && !is_uscc(uscc)) row.note(Fault::BadUscc, uscc, Field::Uscc);
  if (!row.rejected() && context.options.knows_enterprise && !context.options.knows_enterprise(uscc))
    row.note(Fault::EnterpriseMissing, uscc, Field::Uscc);
  return uscc;
}

// True for the first row of this key; a second one is rejected.
bool first_of(RowReader& row, BuildContext& context, const std::string& key, Field field) {
  if (row.rejected()) return false;
  if (context.keys.insert(key).second) return true;
  row.note(Fault::DuplicateKey, key, field);
  return false;
}

Day required_day(RowReader& row, Field field) {
  const auto day = row.day(field, false);
  if (!day && row.cell(field).empty()) row.note(Fault::MissingRequired, "", field);
  return day.value_or(Day{});
}

bool is_of_enterprise(Safeguard safeguard) {
  return safeguard == Safeguard::WageDeposit || safeguard == Safeguard::LabourOfficer ||
         safeguard == Safeguard::OfficerAssessed;
}

constexpr std::array<std::pair<Field, Safeguard>, 9> kColumns{
    {{Field::RealName, Safeguard::RealName},
     {Field::DedicatedAccount, Safeguard::DedicatedAccount},
     {Field::BankPayroll, Safeguard::BankPayroll},
     {Field::NoticeBoard, Safeguard::NoticeBoard},
     {Field::PaymentGuarantee, Safeguard::PaymentGuarantee},
     {Field::ProcessSettlement, Safeguard::ProcessSettlement},
     {Field::WageDeposit, Safeguard::WageDeposit},
     {Field::LabourOfficer, Safeguard::LabourOfficer},
     {Field::OfficerAssessed, Safeguard::OfficerAssessed}}};

// A state that cannot be read stays unknown, with a remark; a blank one is no statement.
std::vector<std::pair<Safeguard, SafeguardState>> stated(RowReader& row) {
  std::vector<std::pair<Safeguard, SafeguardState>> out;
  if (row.has(Field::SafeguardName)) {
    const std::string word(row.cell(Field::SafeguardName));
    const auto safeguard = parse_word<Safeguard>(word);
    if (word.empty()) row.note(Fault::MissingRequired, "", Field::SafeguardName);
    if (!word.empty() && !safeguard) row.note(Fault::WordNotKnown, word, Field::SafeguardName);
    if (safeguard == Safeguard::MonthlyPay) row.note(Fault::SafeguardComputed, word, Field::SafeguardName);
    if (row.cell(Field::SafeguardStatus).empty())
      row.note(Fault::MissingRequired, "", Field::SafeguardStatus);
    else if (safeguard)
      out.emplace_back(*safeguard,
                       row.word<SafeguardState>(Field::SafeguardStatus).value_or(SafeguardState::Unknown));
    return out;
  }
  for (const auto& [field, safeguard] : kColumns)
    if (!row.cell(field).empty())
      out.emplace_back(safeguard, row.word<SafeguardState>(field).value_or(SafeguardState::Unknown));
  return out;
}

std::optional<std::int64_t> stale_seconds(RowReader& row) {
  constexpr std::int32_t kMostHours = 24 * 366;
  const auto hours = row.count(Field::StaleHours);
  if (!hours || *hours < 1 || *hours > kMostHours) {
    row.note(hours ? Fault::BadInteger : Fault::MissingRequired, row.cell(Field::StaleHours),
             Field::StaleHours);
    return std::nullopt;
  }
  return std::int64_t{*hours} * 3600;
}

}  // namespace

void build_safeguard(RowReader& row, BuildContext& context, Batch& batch) {
  const auto states = stated(row);
  const Day from = row.day(Field::ValidFrom, true).value_or(context.options.data_date);
  const auto amount = row.money(Field::WageDepositAmount);
  if (states.empty() && !row.rejected()) row.note(Fault::MissingRequired, "", Field::SafeguardName);
  std::vector<SafeguardRow> made;
  for (const auto& [safeguard, state] : states) {
    SafeguardRow one;
    one.of_enterprise = is_of_enterprise(safeguard);
    one.subject = one.of_enterprise ? known_enterprise(row, context) : known_project(row, context);
    one.safeguard = safeguard;
    one.state = state;
    one.valid_from = from;
    if (safeguard == Safeguard::WageDeposit) one.amount_fen = amount;
    first_of(row, context, fmt::format("{} {} {}", one.subject, code(safeguard), to_string(from)),
             one.of_enterprise ? Field::Uscc : Field::Project);
    made.push_back(std::move(one));
  }
  if (row.rejected()) return;
  for (auto& one : made) batch.safeguards.push_back(std::move(one));
}

void build_complaint(RowReader& row, BuildContext& context, Batch& batch) {
  ComplaintRow complaint;
  complaint.id = row.identifier(Field::Case);
  complaint.project = known_project(row, context);
  complaint.received = required_day(row, Field::Received);
  const auto persons = row.count(Field::Persons);
  if (!persons) row.note(Fault::MissingRequired, "", Field::Persons);
  complaint.persons = persons.value_or(0);
  complaint.claimed_fen = row.money(Field::Claimed);
  complaint.channel = row.word<Channel>(Field::ChannelWord).value_or(Channel::Other);
  complaint.closed = row.day(Field::Closed, true);
  if (complaint.closed && *complaint.closed < complaint.received)
    row.note(Fault::ClosedTooEarly, to_string(*complaint.closed), Field::Closed);
  if (first_of(row, context, complaint.id, Field::Case)) batch.complaints.push_back(std::move(complaint));
}

void build_order(RowReader& row, BuildContext& context, Batch& batch) {
  OrderRow order;
  order.id = row.identifier(Field::Order);
  order.project = known_project(row, context);
  order.issued = required_day(row, Field::Issued);
  order.due = required_day(row, Field::OrderDue);
  if (order.due < order.issued) row.note(Fault::DueTooEarly, to_string(order.due), Field::OrderDue);
  order.closed = row.day(Field::Closed, true);
  if (order.closed && *order.closed < order.issued)
    row.note(Fault::ClosedTooEarly, to_string(*order.closed), Field::Closed);
  order.subject = row.text(Field::Subject, false);
  if (first_of(row, context, order.id, Field::Order)) batch.orders.push_back(std::move(order));
}

// One row a feed, or one row for each project that it delivers for; its description must then be the same.
void build_feed(RowReader& row, BuildContext& context, Batch& batch) {
  FeedRow feed;
  feed.id = row.identifier(Field::Feed);
  feed.name = row.text(Field::Name, true);
  feed.owner = row.text(Field::FeedOwner, true);
  const std::string type(row.cell(Field::FeedType));
  const auto kind = parse_word<FeedKind>(type);
  if (!kind) row.note(type.empty() ? Fault::MissingRequired : Fault::WordNotKnown, type, Field::FeedType);
  feed.kind = kind.value_or(FeedKind::Bank);
  feed.stale_after_s = stale_seconds(row).value_or(1);
  const auto arrived = read_moment(row, Field::ArrivedAt);
  const Day from = row.day(Field::ValidFrom, false).value_or(context.options.data_date);
  const bool links = !row.cell(Field::Project).empty();
  const std::string project = links ? known_project(row, context) : std::string{};
  if (row.rejected()) return;
  const auto earlier = std::ranges::find(batch.feeds, feed.id, &FeedRow::id);
  const bool fresh = earlier == batch.feeds.end();
  if (!fresh && *earlier != feed) return row.note(Fault::FeedDiffers, feed.id, Field::Feed);
  if (!first_of(row, context, fmt::format("{} {} {}", feed.id, project, to_string(from)), Field::Feed))
    return;
  const FeedArrivalRow arrival{feed.id, arrived.value_or(Instant{})};
  if (arrived && std::ranges::find(batch.arrivals, arrival) == batch.arrivals.end())
    batch.arrivals.push_back(arrival);
  if (links) batch.project_feeds.push_back({project, feed.id, from});
  if (fresh) batch.feeds.push_back(std::move(feed));
}

}  // namespace anxin
