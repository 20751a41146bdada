# dagelijks.ps1 -Map C:\vish: voor de Taakplanner. Levert het nieuwste uit\JJJJ-MM-DD.csv aan; de datum is de peildatum.
# Zet vooraf, voor het account van de taak: VISH_ADRES, VISH_AANSLUITING, VISH_PKCS12, VISH_PKCS12_WACHTWOORD.
# Exitcode als aanleveren.exe; 4 ook als er niets klaarstaat of een vorige keer nog loopt.
param([Parameter(Mandatory = $true)][string]$Map)
Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
# Wat op deze machine mislukt is nooit exitcode 1: dat is geweigerd door VISH.
trap {
    [Console]::Error.WriteLine($_)
    exit 6
}
Set-Location -LiteralPath $Map
New-Item -ItemType Directory -Force verslagen, geweigerd | Out-Null

function Write-Log([string]$Text) {
    Add-Content -LiteralPath 'aanleveren.log' -Encoding UTF8 -Value ('{0:yyyy-MM-dd HH:mm:ss} {1}' -f (Get-Date), $Text)
}

try {
    $slot = [IO.File]::Open((Join-Path $Map 'slot'), 'OpenOrCreate', 'ReadWrite', 'None')
} catch [IO.IOException] {
    Write-Log 'een vorige keer loopt nog'
    exit 4
}
$name = '^\d{4}-\d{2}-\d{2}\.csv$'
try {
    $files = @(Get-ChildItem -LiteralPath 'uit' -File | Where-Object Name -Match $name | Sort-Object Name)
    Get-ChildItem -LiteralPath 'uit' -File | Where-Object Name -NotMatch $name | ForEach-Object {
        Write-Log ('uit\{0} wordt overgeslagen: het heet niet JJJJ-MM-DD.csv' -f $_.Name)
    }
    if ($files.Count -eq 0) {
        Write-Log 'er staat geen bestand klaar in uit'
        exit 4
    }
    $newest = $files[-1]
    $verslag = Join-Path 'verslagen' ($newest.BaseName + '.json')
    $run = Start-Process -FilePath (Join-Path $Map 'aanleveren.exe') -NoNewWindow -Wait -PassThru `
        -RedirectStandardError 'melding.txt' `
        -ArgumentList ('"{0}" {1} "{2}"' -f $newest.FullName, $newest.BaseName, $verslag)
    Get-Content -LiteralPath 'melding.txt' | ForEach-Object { Write-Log $_ }
    switch ($run.ExitCode) {
        { $_ -in 0, 5 } { $files | Remove-Item }
        1 { Move-Item -LiteralPath $newest.FullName -Destination 'geweigerd' -Force }
    }
    exit $run.ExitCode
} finally {
    $slot.Dispose()
}
