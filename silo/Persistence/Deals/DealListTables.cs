namespace Crm.Actors.Persistence.Deals;

/// <summary>Where a list looks.</summary>
/// <param name="Deals">The table of deals.</param>
/// <param name="Fields">The table of their custom fields.</param>
/// <param name="AreFormer">Whether it is about what deals were, where one deal has many rows.</param>
internal sealed record DealListTables(string Deals, string Fields, bool AreFormer)
{
    /// <summary>The deals as they are.</summary>
    public static DealListTables Current { get; } = new("crm.deal_list", "crm.deal_list_fields", AreFormer: false);

    /// <summary>The deals as they were before later changes.</summary>
    public static DealListTables Former { get; } = new("crm.former_deals", "crm.former_deal_fields", AreFormer: true);

    /// <summary>The condition that a row of <see cref="Deals"/> is that of another one.</summary>
    public string IsDeal(string alias, string other) =>
        $"{alias}id = {other}id{(AreFormer ? $" AND {alias}until = {other}until" : "")}";

    /// <summary>The condition that a row of <see cref="Fields"/> belongs to a deal's.</summary>
    public string IsFieldOf(string alias, string deal) =>
        $"{alias}deal_id = {deal}id{(AreFormer ? $" AND {alias}until = {deal}until" : "")}";
}
