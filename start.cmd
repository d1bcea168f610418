@echo off
chcp 65001 >nul
cd /d "%~dp0"
set PYTHON=
where py >nul 2>nul && set PYTHON=py -3
if not defined PYTHON where python >nul 2>nul && set PYTHON=python
if not defined PYTHON goto none
%PYTHON% scripts\site.py edit %*
if errorlevel 1 pause
exit /b

:none
echo Не найден Python. Установите его с сайта https://www.python.org/downloads/
echo и отметьте при установке «Add python.exe to PATH». Потом откройте этот файл ещё раз.
pause
exit /b 3
