namespace Crm.Actors.Gateway.Limiting;

/// <summary>What an endpoint says about its limits, as metadata; most say nothing.</summary>
internal sealed class LimitRule
{
    /// <summary>No limit holds: for those who look whether the process lives.</summary>
    public static readonly LimitRule None = new();

    /// <summary>A limit per address of its own: each request costs a hash of a password and may leave a user behind.</summary>
    public static readonly LimitRule Registration = new();

    private LimitRule()
    {
    }
}
