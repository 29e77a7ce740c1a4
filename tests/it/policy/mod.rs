//! What holds for every route and every record, whatever the journey.
mod route_table;
