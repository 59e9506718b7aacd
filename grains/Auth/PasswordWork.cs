namespace Crm.Actors.Grains.Auth;

/// <summary>Hashes passwords on threads of their own, a few at a time, so that neither grains nor the machine stand still.</summary>
/// <remarks>Every member throws <see cref="PasswordsBusyException"/> at once when too many wait.</remarks>
public sealed class PasswordWork : IDisposable
{
    private readonly IPasswordHasher _hasher;
    private readonly PasswordOptions _options;
    private readonly SemaphoreSlim _places;
    private readonly Lazy<string> _nobodysHash;
    private int _present;

    public PasswordWork(IPasswordHasher hasher, PasswordOptions options)
    {
        _hasher = hasher;
        _options = options;
        _places = new SemaphoreSlim(options.Concurrency);
        _nobodysHash = new Lazy<string>(() => hasher.Hash("nobody's password"));
    }

    /// <summary>A PHC string.</summary>
    public Task<string> HashAsync(string password) => DoAsync(() => _hasher.Hash(password));

    /// <summary>Whether the password is that of the hash. Without a hash it is not, after the same work.</summary>
    public Task<bool> VerifyAsync(string password, string? hash) =>
        DoAsync(() => _hasher.Verify(password, hash ?? _nobodysHash.Value) && hash is not null);

    /// <inheritdoc cref="IPasswordHasher.NeedsRehash"/>
    public bool NeedsRehash(string hash) => _hasher.NeedsRehash(hash);

    public void Dispose() => _places.Dispose();

    private async Task<T> DoAsync<T>(Func<T> work)
    {
        if (Interlocked.Increment(ref _present) > _options.Concurrency + _options.MaxWaiting)
        {
            Interlocked.Decrement(ref _present);
            throw new PasswordsBusyException("Too many passwords wait for being hashed.");
        }

        try
        {
            await _places.WaitAsync();
            try
            {
                return await Task.Run(work);
            }
            finally
            {
                _places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _present);
        }
    }
}
