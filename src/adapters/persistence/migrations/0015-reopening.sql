-- The approval by which two persons had the ended cancellation decided again that a request takes up. Kept with a request that was denied, too:
-- that is how often it was tried. The acceptance checks that there is such an approval; a request that names another one is kept as denied.
alter table cancellations add column reopening text;
create index cancellations_by_reopening on cancellations (shop_id, reopening) where reopening is not null;

-- Why it is to be decided again.
alter table remarks drop constraint remarks_kind_check;
alter table remarks add constraint remarks_kind_check check (kind in ('REJECTION', 'RULING', 'ESCALATION', 'REOPENING'));
