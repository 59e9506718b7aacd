namespace Crm.Actors.Grains.Health;

/// <summary>Tells whether this silo reaches its database.</summary>
public interface IDatabaseHealth
{
    /// <summary>Null when all is well, otherwise one line that says what is not. Answers within 2 s and does not throw.</summary>
    Task<string?> CheckAsync();
}
