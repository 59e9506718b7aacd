using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>Keeps log lines of the level error and above.</summary>
public sealed class RecordedLogs : ILoggerProvider, ILogger
{
    private readonly SemaphoreSlim _written = new(0);

    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>The next error, which may be written after the answer was sent.</summary>
    public async Task<string> NextError(TimeSpan wait)
    {
        await _written.WaitAsync(wait);
        return Errors.TryDequeue(out var line) ? line : "";
    }

    public void Clear()
    {
        while (_written.Wait(0)) Errors.TryDequeue(out _);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        Errors.Enqueue($"{formatter(state, exception)} {exception}");
        _written.Release();
    }

    public void Dispose() => _written.Dispose();
}
