namespace Crm.Actors.Contracts;

/// <summary>Answers whether a silo can reach its database. A stateless worker; the key has no meaning (use 0).</summary>
[Alias("crm.IHealthGrain")]
public interface IHealthGrain : IGrainWithIntegerKey
{
    /// <summary>Null when all is well, otherwise one line that says what is not. Answers within 2 s.</summary>
    [Alias("Check")]
    Task<string?> Check();
}
