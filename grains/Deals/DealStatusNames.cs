using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Grains.Deals;

/// <summary>The names of statuses in events and in the database.</summary>
public static class DealStatusNames
{
    public static string Name(this DealStatus status) => status switch
    {
        DealStatus.Open => "open",
        DealStatus.Won => "won",
        DealStatus.Lost => "lost",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status of a deal."),
    };

    public static DealStatus Parse(string? name) => name switch
    {
        "open" => DealStatus.Open,
        "won" => DealStatus.Won,
        "lost" => DealStatus.Lost,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a status of a deal."),
    };
}
