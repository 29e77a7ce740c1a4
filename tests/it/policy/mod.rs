//! What holds for every route and every record, whatever the journey.
mod leak_canary;
mod route_table;
mod withdrawal_race;
