namespace Crm.Actors.Grains.Auth;

/// <summary>Bounds of password hashing in one silo.</summary>
public sealed class PasswordOptions
{
    /// <summary>Passwords that are hashed at a time. 1 to 64.</summary>
    public int Concurrency { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Passwords that may wait for their turn; more are refused as overloaded. 1 to 10,000.</summary>
    public int MaxWaiting { get; set; } = 32;
}
